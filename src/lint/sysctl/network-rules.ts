import type {LintRule} from '../lint-rule.js';
import type {SysctlLine, SysctlSubject} from './sysctl-subject.js';

/** What is wrong with forwarding, filters and ARP. */
export const sysctlNetworkRules: readonly LintRule<SysctlSubject>[] = [
  {
    code: 'ip-forward-off',
    severity: 'warning',
    title: 'ip_forward is off',
    consequence:
      'a director forwards nothing by masquerading: clients connect and hear nothing; direct routing does without',
    correction: 'net.ipv4.ip_forward = 1 on directors; leave it off on real servers',
    *check(subject) {
      const line = subject.last('net.ipv4.ip_forward') ?? subject.last('net.ipv4.conf.all.forwarding');
      if (line?.value === '0' && !isOfRealServer(subject)) yield {place: line.valuePlace, message: `${line.key} is 0`};
    },
  },
  {
    code: 'rp-filter-strict',
    severity: 'hint',
    title: 'rp_filter drops what comes by another way than answers go',
    consequence:
      'with tunnels, with several uplinks, and where masqueraded servers answer over another interface, packets vanish without a trace',
    correction: 'rp_filter = 2 (loose), or 0',
    *check({lines}) {
      for (const line of lines)
        if (interfaceOf(line, 'rp_filter') !== undefined && line.value === '1')
          yield {place: line.valuePlace, message: `${line.key} is 1`};
    },
  },
  {
    code: 'rp-filter-all-wins',
    severity: 'warning',
    title: 'rp_filter of an interface that is lower than that of all',
    consequence: 'the larger of the two counts: the line of the interface does nothing',
    correction: 'net.ipv4.conf.all.rp_filter = 0, and a line for each interface that is to be filtered',
    *check({lines, last}) {
      const all = last('net.ipv4.conf.all.rp_filter');
      for (const line of lines) {
        const link = interfaceOf(line, 'rp_filter');
        if (all && link !== undefined && link !== 'all' && Number(line.value) < Number(all.value))
          yield {
            place: line.keyPlace,
            message: `rp_filter is ${line.value} on ${link} and ${all.value} on all, line ${all.keyPlace.line}`,
          };
      }
    },
  },
  {
    code: 'send-redirects-on',
    severity: 'hint',
    title: 'send_redirects is on',
    consequence:
      'with masquerading and clients in the network of the servers the director tells both to talk past it, and connections break',
    correction: 'send_redirects = 0 for all and for the interface',
    *check({lines}) {
      for (const line of lines)
        if (interfaceOf(line, 'send_redirects') !== undefined && line.value === '1')
          yield {place: line.valuePlace, message: `${line.key} is 1`};
    },
  },
  {
    code: 'send-redirects-all-wins',
    severity: 'warning',
    title: 'send_redirects is off on an interface, and not on all',
    consequence: 'either is enough: redirects are sent, as all is 1 unless it is set',
    correction: 'net.ipv4.conf.all.send_redirects = 0 besides',
    *check({lines, last}) {
      if (last('net.ipv4.conf.all.send_redirects')?.value === '0') return;
      for (const line of lines) {
        const link = interfaceOf(line, 'send_redirects');
        if (link !== undefined && link !== 'all' && link !== 'default' && line.value === '0')
          yield {place: line.keyPlace, message: `send_redirects is 0 on ${link}, and not on all`};
      }
    },
  },
  {
    code: 'arp-incomplete',
    severity: 'warning',
    title: 'arp_ignore without arp_announce, or the other way round',
    consequence:
      'the real server still makes its virtual address known: clients and routers send to it past the director, now and then',
    correction: 'both on all: arp_ignore = 1 and arp_announce = 2',
    *check({lines}) {
      const ignore = lines.findLast(line => interfaceOf(line, 'arp_ignore') !== undefined && line.value !== '0');
      const announce = lines.findLast(line => interfaceOf(line, 'arp_announce') !== undefined && line.value !== '0');
      if (ignore && !announce) yield {place: ignore.keyPlace, message: 'arp_ignore is set, and arp_announce is not'};
      if (announce && !ignore) yield {place: announce.keyPlace, message: 'arp_announce is set, and arp_ignore is not'};
    },
  },
  {
    code: 'arp-value',
    severity: 'warning',
    title: 'arp_announce or arp_ignore with another value than direct routing needs',
    consequence: 'the virtual address still stands in ARP requests or answers of the real server',
    correction: 'arp_ignore = 1 and arp_announce = 2',
    *check(subject) {
      for (const line of subject.lines) {
        if (
          interfaceOf(line, 'arp_announce') !== undefined &&
          line.value === '1' &&
          subject.lines.some(other => interfaceOf(other, 'arp_ignore') !== undefined)
        )
          yield {place: line.valuePlace, message: `${line.key} is 1: only 2 leaves the virtual address out`};
      }
    },
  },
  {
    code: 'arp-only-on-lo',
    severity: 'warning',
    title: 'arp_ignore or arp_announce on lo alone',
    consequence:
      'the interface that the request comes in by counts, and all: lo never gets one, so the line does nothing',
    correction: 'net.ipv4.conf.all.arp_ignore = 1 and net.ipv4.conf.all.arp_announce = 2',
    *check({lines}) {
      for (const name of ['arp_ignore', 'arp_announce']) {
        const set = lines.filter(line => interfaceOf(line, name) !== undefined && line.value !== '0');
        const [first] = set;
        if (first && set.every(line => interfaceOf(line, name) === 'lo'))
          yield {place: first.keyPlace, message: `${name} is set on lo alone`};
      }
    },
  },
  {
    code: 'conntrack-strict',
    severity: 'warning',
    title: 'conntrack does not take up connections in flight',
    consequence:
      'after a takeover the packets of every TCP connection that the new director has not seen begin are INVALID to its netfilter: address translation passes over them, and rules that drop what is INVALID drop them',
    correction: 'net.netfilter.nf_conntrack_tcp_loose = 1, which is what the kernel has without the line',
    // nf_conntrack_tcp_be_liberal may be 0: of connections that it takes up conntrack does not check the window
    *check({last}) {
      const line = last('net.netfilter.nf_conntrack_tcp_loose');
      if (line?.value === '0') yield {place: line.valuePlace, message: `${line.key} is 0`};
    },
  },
];

/** The interface, `all` or `default` of a line of net.ipv4.conf with this name. */
function interfaceOf({key}: SysctlLine, name: string): string | undefined {
  const match = /^net\.ipv4\.conf\.(.+)\.([^.]+)$/.exec(key);
  return match?.[2] === name ? match[1] : undefined;
}

/** Whether the file looks like that of a real server: it hides addresses from ARP, and sets nothing of IPVS. */
function isOfRealServer({lines}: SysctlSubject): boolean {
  return (
    lines.some(({key, value}) => /\.arp_(ignore|announce)$/.test(key) && value !== '0') &&
    !lines.some(({key}) => key.startsWith('net.ipv4.vs.'))
  );
}
