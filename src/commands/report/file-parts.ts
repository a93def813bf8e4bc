import {globSync} from 'node:fs';
import {LeftOut, type Part} from './part.js';
import {readBounded} from './read-bounded.js';

const patience = 5000;
const mostText = 512 * 1024;
const mostFiles = 2000;

/** Texts of the kernel and the system, each file under its path: patterns of one row go into one part. */
const rows: readonly (readonly [name: string, patterns: readonly string[], title: string])[] = [
  ['machine/kernel.txt', ['/proc/version', '/proc/cmdline', '/proc/uptime', '/proc/loadavg'], 'the kernel'],
  ['machine/system.txt', ['/etc/os-release', '/etc/debian_version'], 'the distribution'],
  ['machine/memory.txt', ['/proc/meminfo'], 'memory'],
  ['machine/modules.txt', ['/proc/modules'], 'modules of the kernel'],
  ['sysctl/ipvs.txt', ['/proc/sys/net/ipv4/vs/*'], 'sysctls of IPVS'],
  [
    'sysctl/network.txt',
    [
      '/proc/sys/net/ipv4/ip_forward',
      '/proc/sys/net/ipv4/ip_nonlocal_bind',
      '/proc/sys/net/ipv4/conf/*/{forwarding,rp_filter,send_redirects,accept_redirects,arp_ignore,arp_announce,arp_filter,proxy_arp,accept_local}',
      '/proc/sys/net/ipv6/conf/*/{forwarding,accept_ra,disable_ipv6}',
    ],
    'sysctls of forwarding and ARP',
  ],
  [
    'sysctl/connection-tracking.txt',
    ['/proc/sys/net/netfilter/nf_conntrack_{max,count,buckets}', '/proc/sys/net/netfilter/nf_conntrack_tcp_timeout_*'],
    'connection tracking',
  ],
  ['network/counters.txt', ['/proc/net/netstat', '/proc/net/snmp', '/proc/net/softnet_stat'], "the network's counters"],
  ['network/ipvs-counters.txt', ['/proc/net/ip_vs_stats', '/proc/net/ip_vs_stats_percpu'], "IPVS's counters"],
];

export const fileParts: readonly Part[] = rows.map(([name, patterns, title]) => ({
  name,
  title: `${patterns.length > 3 ? `${patterns.slice(0, 2).join(', ')}, …` : patterns.join(', ')}: ${title}`,
  timeout: patience,
  async read({root}) {
    const paths = patterns.flatMap(pattern => globSync(root + pattern).sort()).slice(0, mostFiles);
    const texts = paths.flatMap(path => textOf(path, path.slice(root.length)));
    if (texts.length === 0) throw new LeftOut('this machine has none of these files, or lets them be read by nobody');
    return texts.join('');
  },
}));

/** A file of one line is one line. */
function textOf(path: string, shown: string): string[] {
  try {
    const {text, isCut} = readBounded(path, mostText);
    const lines = text.trimEnd();
    if (!lines.includes('\n')) return [`${shown} = ${lines}\n`];
    return [`==> ${shown}${isCut ? ' (its end)' : ''}\n${lines}\n\n`];
  } catch {
    return [];
  }
}
