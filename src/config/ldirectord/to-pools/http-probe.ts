import type {HttpProbe, TlsSettings} from '../../../checks/probe/probe.js';
import {parseAddress} from '../../../net/address.js';
import type {Real, Virtual} from '../ldirectord-config.js';
import {formatHost} from '../names.js';
import type {Connecting} from './connecting.js';
import type {Surroundings} from './pool.js';

/** check_http() of ldirectord: one request. */
export function httpProbe(
  {check, place}: Virtual,
  real: Real,
  {target, limits}: Connecting,
  tls: TlsSettings | undefined,
  {refuse}: Surroundings,
): HttpProbe {
  const own = formatHost(real.host);
  const url = takeApart(real.url ?? '/');
  const isProxy = check.service === 'http_proxy';
  const other = isProxy || url.host === undefined || url.host === own ? undefined : parseAddress(bare(url.host));
  if (!isProxy && url.host !== undefined && url.host !== own && !other)
    refuse(
      place,
      `${real.url} names a host to connect to that is not the real server`,
      'write request="/path", and virtualhost= for the name',
    );
  const elsewhere = {address: other ?? target.address, port: url.port ?? (tls ? 443 : 80)};
  const {receive} = real;
  return {
    type: 'http',
    target: other ? elsewhere : target,
    limits,
    version: '1.1',
    method: check.httpMethod,
    tls,
    virtualHost: isProxy ? authorityOf(url) : (check.virtualHost ?? own),
    isProxy,
    manner: 'ldirectord',
    requests: [
      {
        path: url.path,
        virtualHost: undefined,
        statusCodes: [[200, 299]],
        digest: undefined,
        pattern:
          receive === ''
            ? undefined
            : {source: receive, options: [], mustNotMatch: false, leastOffset: undefined, mostOffset: undefined},
      },
    ],
  };
}

interface Parts {
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly path: string;
}

function takeApart(url: string): Parts {
  const [, host, port, path = url] = /^[a-z]+:\/\/(\[[^\]]*\]|[^/:?#]*)(?::(\d*))?(.*)$/is.exec(url) ?? [];
  const number = Number(port || Number.NaN);
  return {
    host: host || undefined,
    port: number >= 1 && number <= 65_535 ? number : undefined,
    path: encoded(path.startsWith('/') ? path : `/${path}`),
  };
}

/** As URI of Perl does: what a request line cannot have is written in hexadecimal. */
function encoded(path: string): string {
  return path.replace(/[^\x21-\x7e]/gu, character =>
    [...Buffer.from(character)].map(byte => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
  );
}

function authorityOf({host, port}: Parts): string | undefined {
  return host === undefined || port === undefined ? host : `${host}:${port}`;
}

function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
