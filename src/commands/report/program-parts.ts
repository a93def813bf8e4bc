import {existsSync} from 'node:fs';
import {LeftOut, type Part} from './part.js';

const patience = 10_000;
/** Whoever's PATH it is, the system's programs are meant. */
const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * Programs of the system whose output a report has, where they are installed; `needs`, a path without which it would
 * make the kernel load a module. NB: not `ipvsadm --version`, which loads ip_vs.
 */
const rows: readonly (readonly [name: string, line: string, title: string, needs?: string])[] = [
  ['network/addresses.txt', 'ip -d address', 'interfaces and addresses'],
  ['network/links.txt', 'ip -s link', 'interfaces and their counters'],
  ['network/routes.txt', 'ip route show table all', 'routes'],
  ['network/routes-ipv6.txt', 'ip -6 route show table all', 'routes of IPv6'],
  ['network/rules.txt', 'ip rule', 'which routes apply to what'],
  ['network/neighbours.txt', 'ip neighbour', 'who was seen at which Ethernet address'],
  ['network/nftables.txt', 'nft list ruleset', 'the firewall', '/sys/module/nf_tables'],
  ['network/iptables.txt', 'iptables-save', 'the firewall, as iptables has it', '/proc/net/ip_tables_names'],
  ['network/ip6tables.txt', 'ip6tables-save', 'the same for IPv6', '/proc/net/ip6_tables_names'],
  ['machine/keepalived-version.txt', 'keepalived --version', 'which keepalived is installed'],
  ['machine/packages.txt', 'dpkg-query -W keepalived ipvsadm ldirectord lvsctl', 'packages (Debian)'],
  ['machine/packages-rpm.txt', 'rpm -q keepalived ipvsadm ldirectord lvsctl', 'packages (RPM)'],
  [
    'machine/units.txt',
    'systemctl --no-pager status keepalived ldirectord heartbeat lvsctl-director lvsctl-guard',
    'services of the system',
  ],
  [
    'logs/journal.txt',
    'journalctl --no-pager -o short-iso -n 2000 -t Keepalived -t Keepalived_vrrp -t Keepalived_healthcheckers -t ldirectord -t heartbeat -t lvsctl',
    "the system's journal of the managers",
  ],
  ['logs/kernel.txt', 'journalctl --no-pager -o short-iso -n 1000 -k -g IPVS', "the kernel's words about IPVS"],
];

export const programParts: readonly Part[] = rows.map(([name, line, title, needs]) => ({
  name,
  title: `${line}: ${title}`,
  timeout: patience,
  async read(world) {
    const [program = '', ...words] = line.split(' ');
    if (needs !== undefined && !existsSync(needs)) throw new LeftOut(`${needs} is not there: nothing of it is loaded`);
    const path = folders.map(folder => `${folder}/${program}`).find(each => existsSync(each));
    if (path === undefined) throw new LeftOut(`${program} is not installed`);
    const {stdout, stderr, status} = await world.run(path, words, {timeout: patience});
    if (stdout === '' && status !== 0) throw new Error(stderr.trim() || `${program} ended with status ${status}`);
    return stdout === '' ? stderr : stdout;
  },
}));
