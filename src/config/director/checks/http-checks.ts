import type {HttpProbe, HttpRequest} from '../../../checks/probe/probe.js';
import {type Kind, wordKind, writtenKind} from '../kind.js';
import {choice, listOf, truth} from '../kinds.js';
import {optional, required, type Shaped, shapeKind, usually} from '../shape.js';
import {checkRow} from './check-row.js';
import {line, pattern, said, writePattern} from './text-kinds.js';
import {tls, usualTls, writeTls} from './tls-keys.js';

type Range = readonly [number, number];

const code: Kind<Range> = wordKind('a status such as 200 or 200-299', word => {
  const [, least, most = least] = /^([1-5]\d\d)(?:-([1-5]\d\d))?$/.exec(word) ?? [];
  return least !== undefined && Number(least) <= Number(most) ? [Number(least), Number(most)] : undefined;
});

const status: Kind<readonly Range[]> = writtenKind('a status such as 200 or 200-299, or a list of them', {
  word: {
    takes: code.takes,
    read(spot, text) {
      const found = code.read(spot, text);
      return found && [found];
    },
  },
  list: listOf('a list of statuses', code),
});

const digest: Kind<string> = wordKind('an MD5 of 32 hexadecimal digits', word =>
  /^[0-9a-f]{32}$/i.test(word) ? word.toLowerCase() : undefined,
);

const usualStatus: readonly Range[] = [[200, 299]];

/** What is asked for, and what has to come. */
const requestKeys = {
  host: optional(line, 'the address', 'the Host of it'),
  status: usually(status, usualStatus, '200-299', 'codes of success'),
  digest: optional(digest, 'any', 'the MD5 of the body, as lvsctl genhash tells it'),
  match: optional(pattern, 'anything', 'what the body has to say'),
} as const;

/** One of several requests. */
export const requestShape = {
  name: 'a request',
  keys: {path: required(line, 'what is asked for'), ...requestKeys},
} as const;

type Request = Shaped<typeof requestShape>;

const requests = listOf(
  'a list of maps of path, host and so on',
  shapeKind('a map of path, host, status, digest and match', requestShape),
);

const keys = {
  path: usually(line, '/', '/', 'what is asked for'),
  ...requestKeys,
  requests: optional(requests, 'the one above', 'several, each with a connection of its own: then path, status, digest and match stand in them'),
  method: usually(choice('GET', 'HEAD'), 'GET', 'GET', 'how it is asked for'),
  version: usually(choice('1.0', '1.0C', '1.1'), '1.1', '1.1', '1.0C is 1.0 that asks to close'),
  manner: usually(choice('keepalived', 'ldirectord'), 'ldirectord', 'ldirectord', '`ldirectord` knows lengths and chunks of a body and follows redirects, as libwww-perl; `keepalived` reads all that comes to the end of the connection'),
  proxy: usually(truth, false, 'false', 'asks a proxy for whole URLs of the host'),
} as const; // biome-ignore format: a table

const tlsKey = {tls: usually(tls, usualTls, 'true', 'how it is secured; false: not')} as const;

export const httpRow = checkRow({
  name: 'http',
  connects: true,
  main: 'path',
  keys,
  probe: (draft, connecting) => ({...probeOf(draft), ...connecting, tls: undefined}),
  write: probe => (probe.type === 'http' && !probe.tls ? writeHttp(probe) : undefined),
});

export const httpsRow = checkRow({
  name: 'https',
  connects: true,
  main: 'path',
  keys: {...keys, ...tlsKey},
  probe: (draft, connecting) => ({...probeOf(draft), ...connecting, tls: draft.tls || undefined}),
  write(probe) {
    if (probe.type !== 'http' || !probe.tls) return undefined;
    const written = writeTls(probe.tls);
    return {...writeHttp(probe), ...(written === true ? {} : {tls: written})};
  },
});

type Draft = Shaped<{name: string; keys: typeof keys}>;

function probeOf(draft: Draft): Omit<HttpProbe, 'target' | 'limits' | 'tls'> {
  const {path, host, status: codes, digest: md5, match, requests: several, method, version, manner, proxy} = draft;
  const one = {path, host: undefined, status: codes, digest: md5, match};
  return {
    type: 'http',
    version,
    method,
    virtualHost: host,
    isProxy: proxy,
    ...(manner === 'ldirectord' ? {manner} : {}),
    requests: (several ?? [one]).map(requestOf),
  };
}

function requestOf({path, host, status: statusCodes, digest: md5, match}: Omit<Request, 'spot'>): HttpRequest {
  return {path, virtualHost: host, statusCodes, digest: md5, pattern: match};
}

function writeHttp({version, method, virtualHost, isProxy, manner, requests: all}: HttpProbe): Record<string, unknown> {
  const [only, ...more] = all;
  const isOne = only !== undefined && more.length === 0 && only.virtualHost === undefined;
  return {
    ...(isOne ? said('path', only.path, '/') : {}),
    ...said('host', virtualHost),
    ...(isOne
      ? writeExpected(only)
      : {requests: all.map(one => ({path: one.path, ...said('host', one.virtualHost), ...writeExpected(one)}))}),
    ...said('method', method, 'GET'),
    ...said('version', version, '1.1'),
    ...said('manner', manner ?? 'keepalived', 'ldirectord'),
    ...said('proxy', isProxy, false),
  };
}

function writeExpected({statusCodes, digest: md5, pattern: match}: HttpRequest): Record<string, unknown> {
  const codes = statusCodes.map(([least, most]) => (least === most ? String(least) : `${least}-${most}`));
  const written = codes.map(one => (/^\d+$/.test(one) ? Number(one) : one));
  return {
    ...(codes.join() === '200-299' ? {} : {status: written.length === 1 ? written[0] : written}),
    ...said('digest', md5),
    ...(match ? {match: writePattern(match)} : {}),
  };
}
