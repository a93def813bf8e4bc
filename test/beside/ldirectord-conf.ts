import type {Case, Server, Stand} from './ldirectord-case.js';
import {deviations, scenes} from './ldirectord-case.js';

/** A real server with all that both sides have to know of it. */
export interface Placed {
  readonly of: Case;
  readonly server: Server;
  /** Of the case and of the server: `12-3`. */
  readonly id: string;
  readonly letter: string;
  readonly place: number;
  readonly address: string;
}

/** Each server gets an address of its own. */
export function placed(cases: readonly Case[]): readonly Placed[] {
  return cases.flatMap((one, i) =>
    one.servers.map((server, place) => ({
      of: one,
      server,
      id: `${i}-${place}`,
      letter: String.fromCharCode(97 + place),
      place,
      address: one.isIpv6 ? `fd00:1::${i + 1}:${place + 1}` : `10.1.${i + 1}.${place + 1}`,
    })),
  );
}

/** Where the files of maintenance are. */
export const maintenanceFolder = '/run/beside/maintenance';
export const fallback = '10.1.250.1';
const weight = 2;

/**
 * ldirectord.cf. Each service has a process of its own, or one that is silent would keep all others waiting;
 * readdquiescent spares it to add what it does not know yet and to take it out again.
 */
export function ldirectordConf(cases: readonly Case[], servers: readonly Placed[]): string {
  const interval = Math.max(3, Math.ceil(servers.length / 8)); // the guest has one processor
  return `checktimeout=4
negotiatetimeout=4
checkinterval=${interval}
fork=yes
quiescent=no
readdquiescent=yes
supervised=yes
maintenancedir=${maintenanceFolder}
${cases.map((one, i) => virtual(one, i, servers)).join('\n')}
`;
}

function virtual(one: Case, place: number, servers: readonly Placed[]): string {
  const kind = one.isIpv6 ? '6' : '';
  const own = servers.filter(({of}) => of === one);
  const hasProtocol = one.lines.some(line => line.startsWith('protocol='));
  const lines = [
    ...own.map(server => `real${kind}=${realPlace(server)} masq ${weight} ${one.real ?? ''}`.trimEnd()),
    ...(hasProtocol ? [] : [`protocol=${one.mark === undefined ? 'tcp' : 'fwm'}`]),
    'scheduler=wrr',
    ...one.lines.map(line => line.replaceAll('@fallback', fallback)),
  ];
  return `virtual${kind}=${one.mark ?? virtualPlace(one, place)}\n${lines.map(line => `    ${line}`).join('\n')}`;
}

function virtualPlace({isIpv6, port}: Case, place: number): string {
  return isIpv6 ? `[fd00:9::${place + 1}]:${port}` : `10.9.0.${place + 1}:${port}`;
}

function realPlace({of: {isIpv6, mark, port}, address}: Placed): string {
  if (mark !== undefined) return address;
  return isIpv6 ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The name of its service as ipvsadm -Sn has it. */
export function serviceWords(one: Case, place: number): string {
  if (one.mark !== undefined) return `-f ${one.mark}`;
  return `${one.isUdp ? '-u' : '-t'} ${virtualPlace(one, place)}`;
}

/** As ipvsadm -Sn has the servers of a case, sorted: `address weight`. */
export function expected(
  one: Case,
  servers: readonly Placed[],
  scene: number,
  whose: 'ldirectord' | 'lvsctl',
): string[] {
  const own = servers.filter(({of}) => of === one);
  const list = (whose === 'lvsctl' && one.ours ? one.ours.scenes : one.scenes)?.[scene];
  if (list !== undefined)
    return list
      .split(' ')
      .filter(Boolean)
      .map(word => listed(word, own))
      .sort();
  return own
    .map(({server, place, address}): [string, Stand] => [
      address,
      standOf(server, scenes[scene]?.isIll(place) ?? false, whose),
    ])
    .filter(([, stand]) => stand !== 'out')
    .map(([address, stand]) => `${address} ${stand === 'in' ? weight : stand}`)
    .sort();
}

/** `fallback`, or a letter of a server, with its weight behind where that is another. */
function listed(word: string, own: readonly Placed[]): string {
  if (word === 'fallback') return `${fallback} 1`;
  const [letter, other] = word.split('=');
  return `${own.find(one => one.letter === letter)?.address} ${other ?? weight}`;
}

function standOf({whenIll, whenWell = 'in', ours}: Server, isIll: boolean, whose: 'ldirectord' | 'lvsctl'): Stand {
  const meant = whose === 'lvsctl' ? ours : undefined;
  return isIll ? (meant?.whenIll ?? whenIll) : (meant?.whenWell ?? whenWell);
}

/** The reason why a server, or the fallback, may stand elsewhere with ours; undefined: there is none. */
export function reasonOf({ours}: Pick<Server, 'ours'> | Pick<Case, 'ours'>): string | undefined {
  return ours && deviations[ours.why];
}
