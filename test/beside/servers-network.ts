import {spawn} from 'node:child_process';
import {once} from 'node:events';
import type {Behaviour} from './servers-behaviour.js';

export interface Addressed {
  readonly address: string;
  readonly behaviour: Behaviour;
  readonly before: Behaviour | undefined;
}

/** Namespaces of the directors, both on the bridge of the servers. */
export const directors = {keepalived: 'd1', lvsctl: 'd2'} as const;
/** Where checks come from, per director. */
export const directorAddress = {keepalived: '10.1.255.1', lvsctl: '10.1.255.2'} as const;

/** The Ethernet address of the servers' bridge. */
const bridgeMac = '02:00:00:00:01:00';

/** Shell: a namespace of servers, and two directors that reach it over a bridge. */
export const besideNetwork = `
mkdir -p /run/beside
ip -batch - <<'END'
netns add servers
${Object.values(directors)
  .map(
    (name, i) =>
      `netns add ${name}\nlink add ${name} netns servers type veth peer name servers netns ${name} address 02:00:00:00:00:0${i + 1}`,
  )
  .join('\n')}
END
ip -n servers -batch - <<'END'
link set lo up
link add bridge address ${bridgeMac} type bridge
link set bridge up
addr add 10.1.255.254/16 dev bridge
addr add fd00:1::ffff:ffff/64 dev bridge nodad
${Object.values(directors)
  .map(name => `link set ${name} master bridge\nlink set ${name} up`)
  .join('\n')}
END
${Object.values(directors)
  .map(
    (name, i) => `ip -n ${name} -batch - <<'END'
link set lo up
link set servers up
addr add 10.1.255.${i + 1}/16 dev servers
addr add fd00:1::ffff:${i + 1}/64 dev servers nodad
END`,
  )
  .join('\n')}
ip netns exec servers sh -c 'echo 1 > /proc/sys/net/ipv4/ip_nonlocal_bind; echo 1 > /proc/sys/net/ipv6/ip_nonlocal_bind; echo 0 > /proc/sys/net/ipv4/icmp_ratelimit'
`;

/** Gives servers their addresses, or takes them away. */
export async function networkDifference(changed: readonly Addressed[]): Promise<void> {
  const ofServers: string[] = [];
  const ofDirectors: string[] = [];
  for (const {address, behaviour, before} of changed) {
    const host = `${address}/${address.includes(':') ? '128' : '32'}`;
    const [has, had] = [hasAddress(behaviour), before !== undefined && hasAddress(before)];
    if (has && !had) ofServers.push(`addr add ${host} dev bridge${address.includes(':') ? ' nodad' : ''}`);
    if (!has && had) ofServers.push(`addr del ${host} dev bridge`);
    // NB: what is sent there arrives, and nobody answers
    if (behaviour === 'dropped')
      ofDirectors.push(`neigh replace ${address} lladdr ${bridgeMac} dev servers nud permanent`);
    else if (before === 'dropped') ofDirectors.push(`neigh del ${address} dev servers`);
    else if (behaviour === 'nobody') ofDirectors.push(`neigh replace ${address} dev servers nud failed`);
    if (behaviour === 'unreachable') ofDirectors.push(`route add unreachable ${host}`);
    else if (before === 'unreachable') ofDirectors.push(`route del unreachable ${host}`);
  }
  await Promise.all([batch('servers', ofServers), ...Object.values(directors).map(name => batch(name, ofDirectors))]);
}

function hasAddress(behaviour: Behaviour): boolean {
  return behaviour !== 'dropped' && behaviour !== 'nobody';
}

async function batch(namespace: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const ip = spawn('ip', ['-force', '-n', namespace, '-batch', '-'], {stdio: ['pipe', 'inherit', 'inherit']});
  ip.stdin.end(`${lines.join('\n')}\n`);
  await once(ip, 'exit');
}
