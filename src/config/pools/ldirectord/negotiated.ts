import type {HttpProbe, Probe, Sealed} from '../../../checks/probe/probe.js';
import type {Pattern} from '../../../checks/pattern/pattern.js';
import {formatAddress} from '../../../net/address.js';
import type {Lose} from '../loss.js';
import type {Pool, PoolServer} from '../pool-configuration.js';

/** A negotiate check; undefined for what ldirectord cannot ask. */
export interface Negotiated {
  readonly lines: readonly string[];
  readonly http?: {readonly request: string; readonly receive: string};
}

export function negotiatedBy(probe: Probe, server: PoolServer, pool: Pool, lose: Lose): Negotiated | undefined {
  const secured = 'tls' in probe && probe.tls ? 's' : '';
  loseVerification(probe, server, lose);
  if ('tls' in probe && (probe.tls?.certificate || probe.tls?.serverName))
    lose(server.place, 'certificates of our own, and names of TLS, are not sent by ldirectord');
  const asked = (service: string, ...lines: readonly (string | undefined)[]): Negotiated | undefined => {
    const all = [`service=${service}`, ...lines.filter(line => line !== undefined)];
    return all.some(line => /[\r\n\u0000]/.test(line)) ? undefined : {lines: all};
  };
  switch (probe.type) {
    case 'http':
      return httpBy(probe, server, pool, lose);
    case 'smtp':
      return asked('smtp');
    case 'dns':
      return dnsBy(probe, asked);
    case 'dialog': {
      if (probe.service === 'sip' && probe.login === '')
        lose(server.place, 'a SIP check without a login asks for ldirectord@ and the name of the host');
      const service = `${probe.service}${secured}`;
      return asked(service, ...loginLines(probe), requestOf(probe.request), receiveOf(probe.pattern, server, lose));
    }
    case 'ldap':
      return asked(`ldap${secured}`, ...loginLines(probe), requestOf(probe.request), receiveOf(probe.pattern, server, lose));
    case 'sql':
      return asked(probe.dialect, probe.database === '' ? undefined : `database="${probe.database}"`, ...loginLines(probe), requestOf(probe.request));
    case 'ftp':
      if (probe.login === '') lose(server.place, 'an FTP check without a login logs in as anonymous');
      return asked('ftp', ...loginLines(probe), requestOf(probe.request.replace(/^\//, '')), receiveOf(probe.pattern, server, lose));
    case 'radius':
      return asked('radius', ...loginLines(probe), secretLine('secret', probe.secret));
    default:
      return undefined;
  }
} // biome-ignore format: one kind a line

/** It checks certificates of imaps and pops, and of nothing else. */
function loseVerification(probe: Probe, {place}: PoolServer, lose: Lose): void {
  if (!('tls' in probe) || !probe.tls) return;
  const checks = probe.type === 'dialog' && (probe.service === 'imap' || probe.service === 'pop');
  if (probe.tls.verifies && !checks) lose(place, 'certificates are not checked by ldirectord: any will do');
  if (!probe.tls.verifies && checks) lose(place, `certificates of ${probe.service}s are checked by ldirectord, and their names`);
  if (probe.tls.authority !== undefined && checks) lose(place, 'ldirectord trusts whom the system trusts, and nobody else');
} // biome-ignore format: short

function loginLines({login, password}: {readonly login: string; readonly password: Sealed}): readonly (string | undefined)[] {
  return [login === '' ? undefined : `login="${login}"`, secretLine('passwd', password)];
} // biome-ignore format: short

function secretLine(directive: string, {sealed}: Sealed): string | undefined {
  return sealed === '' ? undefined : `${directive}="${sealed}"`;
}

function requestOf(request: string): string | undefined {
  return request === '' ? undefined : `request="${request}"`;
}

/** ldirectord's expressions have no options. */
function receiveOf(pattern: Pattern | undefined, {place}: PoolServer, lose: Lose): string | undefined {
  if (!pattern) return undefined;
  if (isPlain(pattern)) return `receive="${pattern.source}"`;
  lose(place, `the pattern ${pattern.source} has options that ldirectord does not know: any answer will do`);
  return undefined;
}

function isPlain({options, mustNotMatch, leastOffset, mostOffset, source}: Pattern): boolean {
  return options.length === 0 && !mustNotMatch && leastOffset === undefined && mostOffset === undefined && !/[\r\n]/.test(source);
} // biome-ignore format: short

/** It asks for addresses of names, and names of addresses; without receive nothing would do. */
function dnsBy({recordType, name, pattern}: Extract<Probe, {type: 'dns'}>, asked: (service: string, ...lines: string[]) => Negotiated | undefined): Negotiated | undefined {
  const [, ...bytes] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\.in-addr\.arpa$/.exec(name) ?? [];
  const request = recordType === 'A' ? name : recordType === 'PTR' && bytes.length === 4 ? bytes.reverse().join('.') : undefined;
  if (request === undefined || (pattern && !isPlain(pattern))) return undefined;
  return asked('dns', ...(request === '' ? [] : [`request="${request}"`]), ...(pattern?.source === '(?!)' ? [] : [`receive="${pattern?.source ?? '.'}"`]));
} // biome-ignore format: short

function httpBy(probe: HttpProbe, {host, place}: PoolServer, {name}: Pool, lose: Lose): Negotiated | undefined {
  const [request, ...more] = probe.requests;
  if (!request || /[\r\n"]/.test(request.path)) return undefined;
  if (more.length > 0) lose(place, `${name}: ldirectord asks for one path only, the first is taken`);
  const codes = request.statusCodes.map(range => range.join('-')).join();
  if (codes !== '200-299') lose(place, `${name}: statuses of success are 200 to 299 with ldirectord`);
  if (request.digest !== undefined) lose(place, `${name}: ldirectord knows no digests: any body will do`);
  if (probe.manner !== 'ldirectord') lose(place, 'redirects are followed by ldirectord');
  const receive = receiveOf(request.pattern, {place} as PoolServer, lose);
  const own = host.family === 'ipv6' ? `[${formatAddress(host)}]` : formatAddress(host);
  const virtualHost = request.virtualHost ?? probe.virtualHost;
  const isOwn = virtualHost === undefined || virtualHost === own;
  const path = probe.isProxy ? `/http://${virtualHost ?? own}${request.path}` : request.path;
  return {
    lines: [
      `service=${probe.isProxy ? 'http_proxy' : probe.tls ? 'https' : 'http'}`,
      ...(isOwn || probe.isProxy || virtualHost.includes('"') ? [] : [`virtualhost=${virtualHost}`]),
      ...(probe.method === 'HEAD' ? ['httpmethod=HEAD'] : []),
    ],
    http: {request: probe.isProxy ? path.slice(1) : path, receive: receive?.slice('receive="'.length, -1) ?? ''},
  };
}
