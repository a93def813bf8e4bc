import {readdirSync, readFileSync} from 'node:fs';

/** Those of an interface that a director depends on. */
const ofInterfaces = ['forwarding', 'rp_filter', 'send_redirects', 'arp_ignore', 'arp_announce'];
const single = [
  'net.ipv4.ip_forward',
  'net.ipv6.conf.all.forwarding',
  'net.netfilter.nf_conntrack_max',
  'net.netfilter.nf_conntrack_count',
  'net.netfilter.nf_conntrack_buckets',
  'net.netfilter.nf_conntrack_tcp_loose',
  'net.netfilter.nf_conntrack_tcp_be_liberal',
];

/**
 * Sysctls of this network namespace by dotted name, as their files show them; those that this kernel has not are absent.
 * @param others further names to look for
 */
export function readNetworkSysctls(others: Iterable<string> = []): Map<string, string> {
  const values = new Map<string, string>();
  const read = (name: string, path: string) => {
    try {
      values.set(name, readFileSync(path, 'utf8').trim());
    } catch {
      // it has none, or only root may read it
    }
  };
  for (const name of single) read(name, pathOf(name));
  for (const name of entries('/proc/sys/net/ipv4/vs')) read(`net.ipv4.vs.${name}`, `/proc/sys/net/ipv4/vs/${name}`);
  for (const on of entries('/proc/sys/net/ipv4/conf'))
    for (const name of ofInterfaces) read(`net.ipv4.conf.${on}.${name}`, `/proc/sys/net/ipv4/conf/${on}/${name}`);
  for (const on of entries('/proc/sys/net/ipv6/conf'))
    read(`net.ipv6.conf.${on}.force_forwarding`, `/proc/sys/net/ipv6/conf/${on}/force_forwarding`); // since Linux 6.17
  for (const name of others) if (!values.has(name)) read(name, pathOf(name));
  return values;
}

/** The file of a sysctl by a name as sysctl(8) takes it: `net.ipv4.conf.eth0/100.rp_filter` for eth0.100. */
export function sysctlPath(name: string): string {
  return `/proc/sys/${name.replace(/[./]/g, each => (each === '.' ? '/' : '.'))}`;
}

/** NB: of a dotted name; what is of an interface with a dot in its name is read by its folder. */
function pathOf(name: string): string {
  return `/proc/sys/${name.replaceAll('.', '/')}`;
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
