import type {Case, Server, Stand} from './keepalived-case.js';
import {scenes} from './keepalived-case.js';

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

const sorry = '10.1.250.1';

function virtualServer(one: Case, place: number, servers: readonly Placed[], director: string): string {
  const protocol = one.virtual?.startsWith('fwmark') ? '' : `  protocol ${one.isUdp ? 'UDP' : 'TCP'}\n`;
  return `virtual_server ${one.virtual ?? `${virtualAddress(one, place)} ${one.port}`} {
  delay_loop ${one.interval ?? 3}
  lvs_sched wrr
  lvs_method NAT
${protocol}  ${(one.lines ?? '').replaceAll('@sorry', sorry)}
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

/** As ipvsadm -Sn has the servers of a case, sorted: `address weight`. */
export function expected(one: Case, servers: readonly Placed[], scene: number, whose: 'keepalived' | 'lvsctl'): string[] {
  const own = servers.filter(({of}) => of === one);
  const list = one.scenes?.[scene];
  if (list === 'sorry') return [`${sorry} 1`];
  const stands = own.map((placedServer): [string, Stand, Server] => {
    const {server, place, letter, address} = placedServer;
    if (list !== undefined) return [address, list.split(' ').includes(letter) ? 'in' : 'out', server];
    if (!scenes[scene]?.isIll(place)) return [address, 'in', server];
    return [address, whose === 'lvsctl' && server.ours ? server.ours.then : server.then, server];
  });
  return stands
    .filter(([, stand]) => stand !== 'out')
    .map(([address, stand, server]) => `${address} ${stand === 'in' ? (server.weight ?? 2) : stand}`)
    .sort();
}

/** The name of its first service as ipvsadm -Sn has it. */
export function serviceWords(one: Case, place: number): readonly string[] {
  if (one.virtual === 'fwmark 7') return ['-f 7'];
  if (one.virtual) return ['-t 10.9.200.1:80', '-t 10.9.200.2:80'];
  const address = virtualAddress(one, place);
  return [`${one.isUdp ? '-u' : '-t'} ${one.isIpv6 ? `[${address}]` : address}:${one.port}`];
}
