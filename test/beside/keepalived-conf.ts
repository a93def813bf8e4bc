import type {Case, Server, Stand} from './keepalived-case.js';
import {scenes} from './keepalived-case.js';
import {sample} from './keepalived-sample.js';

export const sides = ['keepalived', 'lvsctl'] as const;
export type Side = (typeof sides)[number];

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

/** Each server gets an address of its own. @param seed of a sample; undefined: all of them */
export function placed(cases: readonly Case[], seed: number | undefined): readonly Placed[] {
  return cases.flatMap((one, i) => {
    const own = seed === undefined ? one.servers.map((server, place) => ({server, place})) : sample(one, seed + i);
    return own.map(({server, place}) => ({
      of: one,
      server,
      id: `${i}-${place}`,
      letter: String.fromCharCode(97 + place),
      place,
      address: one.isIpv6 ? `fd00:1::${i + 1}:${place + 1}` : `10.1.${i + 1}.${place + 1}`,
    }));
  });
}

/** keepalived.conf, the same for both but for the address that checks come from. */
export function keepalivedConf(cases: readonly Case[], servers: readonly Placed[], director: string): string {
  const files = servers.filter(({of}) => of.check.includes('FILE_CHECK'));
  return `global_defs {
  enable_script_security
  script_user root
}
virtual_server_group several {
  10.9.200.1 80
  10.9.200.2 80
}
${files.map(({id}) => `track_file ${id} {\n  file /run/beside/${id}\n  weight 1\n}`).join('\n')}
${cases.map((one, i) => virtualServer(one, i, servers, director)).join('\n')}
`;
}

export const sorryAddress = '10.1.250.1';

function virtualServer(one: Case, place: number, servers: readonly Placed[], director: string): string {
  const protocol = one.virtual?.startsWith('fwmark') ? '' : `  protocol ${one.isUdp ? 'UDP' : 'TCP'}\n`;
  const usual = ['lvs_sched wrr', 'lvs_method NAT'].filter(line => !one.lines?.includes(line.split(' ')[0] as string));
  return `virtual_server ${one.virtual ?? `${virtualAddress(one, place)} ${one.port}`} {
  delay_loop ${one.interval ?? 3}
${usual.map(line => `  ${line}\n`).join('')}${protocol}  ${(one.lines ?? '').replaceAll('@sorry', sorryAddress)}
${servers
  .filter(({of}) => of === one)
  .map(server => realServer(server, director))
  .join('\n')}
}`;
}

function virtualAddress({isIpv6}: Case, place: number): string {
  return isIpv6 ? `fd00:9::${place + 1}` : `10.9.0.${place + 1}`;
}

function realServer({of, server, id, address}: Placed, director: string): string {
  return `  real_server ${address} ${of.port} {
    weight ${server.weight ?? 2}
    ${of.check.replaceAll('@id', id).replaceAll('@address', address).replaceAll('@director', director)}
    ${server.lines ?? ''}
  }`;
}

/** The weights that servers of a case are to have, by address; one that is not to be there is not in it. */
export function expected(
  one: Case,
  servers: readonly Placed[],
  scene: number,
  whose: Side,
): ReadonlyMap<string, number | 'either'> {
  if (one.scenes?.[scene] === 'sorry') return new Map([[sorryAddress, 1]]);
  const stands = servers.filter(({of}) => of === one).map(server => [server, standOf(server, scene, whose)] as const);
  const weights = new Map(
    stands.flatMap(([{address, server}, stand]) =>
      stand === 'out' ? [] : [[address, stand === 'in' ? (server.weight ?? 2) : stand]],
    ),
  );
  return one.lines?.includes('sorry_server_inhibit') ? weights.set(sorryAddress, 0) : weights;
}

function standOf({of, server, place, letter}: Placed, scene: number, whose: Side): Stand {
  const list = of.scenes?.[scene];
  if (list !== undefined) return list.split(' ').includes(letter) ? 'in' : 'out';
  if (!scenes[scene]?.isIll(place)) return 'in';
  return whose === 'lvsctl' && server.ours ? server.ours.stands : server.stands;
}

/** The names of its services as ipvsadm -Sn has them. */
export function serviceWords(one: Case, place: number): readonly string[] {
  if (one.virtual === 'fwmark 7') return ['-f 7'];
  if (one.virtual) return ['-t 10.9.200.1:80', '-t 10.9.200.2:80'];
  const address = virtualAddress(one, place);
  return [`${one.isUdp ? '-u' : '-t'} ${one.isIpv6 ? `[${address}]` : address}:${one.port}`];
}
