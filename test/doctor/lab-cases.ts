/** Something that somebody does to a director, and what the doctor says of it. */
export interface LabCase {
  readonly name: string;
  /** Shell. */
  readonly breaks: string;
  /** Codes of what is found then, and was not before. */
  readonly finds: readonly string[];
  /** Shell that makes it right again. */
  readonly mends: string;
  /** lvsctl doctor --fix does that too, but for what this shell takes away. */
  readonly isFixedBut?: string;
}

const vs = (name: string, value: string, code: string, right: string): LabCase => ({
  name: `net.ipv4.vs.${name} = ${value}`,
  breaks: `sysctl -qw net.ipv4.vs.${name}='${value}'`,
  finds: [code],
  mends: `sysctl -qw net.ipv4.vs.${name}=${right}`,
  isFixedBut: '',
});

const service = '10.0.0.101:9000';

/** On a master whose table, sysctls and daemons are right. */
export const masterCases: readonly LabCase[] = [
  vs('expire_nodest_conn', '0', 'expire-nodest', '1'),
  vs('conn_reuse_mode', '0', 'conn-reuse-mode', '1'),
  vs('drop_entry', '3', 'permanent-defence', '0'),
  vs('drop_packet', '3', 'permanent-defence', '0'),
  vs('secure_tcp', '3', 'permanent-defence', '0'),
  vs('run_estimation', '0', 'run-estimation', '1'),
  vs('sync_version', '0', 'sync-settings', '1'),
  vs('sync_qlen_max', '0', 'sync-settings', '3000'),
  {
    name: 'only templates are synchronized',
    breaks: `sysctl -qw net.ipv4.vs.sync_persist_mode=1; ipvsadm -A -t ${service} -s rr -p 300; ipvsadm -a -t ${service} -r 10.1.0.11:80 -m`,
    finds: ['sync-settings'],
    mends: `sysctl -qw net.ipv4.vs.sync_persist_mode=0; ipvsadm -D -t ${service}`,
  },
  {
    name: 'nothing is forwarded; a file says otherwise',
    breaks: 'sysctl -qw net.ipv4.ip_forward=0',
    finds: ['ip-forward', 'sysctl-files'],
    mends: 'sysctl -qw net.ipv4.ip_forward=1',
    isFixedBut: '',
  },
  {
    name: 'nothing is forwarded from the interface of the servers',
    breaks: 'sysctl -qw net.ipv4.conf.eth1.forwarding=0',
    finds: ['ip-forward'],
    mends: 'sysctl -qw net.ipv4.conf.eth1.forwarding=1',
    isFixedBut: '',
  },
  {
    name: 'IPv6 is masqueraded and not forwarded',
    breaks: 'ipvsadm -A -t [fd00::101]:80 -s rr; ipvsadm -a -t [fd00::101]:80 -r [fd00:1::11]:80 -m',
    finds: ['ip-forward-ipv6'],
    mends: 'ipvsadm -D -t [fd00::101]:80',
  },
  {
    name: 'masquerading on one interface',
    breaks: `ipvsadm -A -t ${service} -s rr; ipvsadm -a -t ${service} -r 10.0.0.21:80 -m; sysctl -qw net.ipv4.conf.all.send_redirects=1 net.ipv4.conf.eth0.send_redirects=1`,
    finds: ['masquerading-other-way', 'send-redirects'],
    mends: `ipvsadm -D -t ${service}`,
    isFixedBut: `ipvsadm -D -t ${service}`,
  },
  {
    // a question of ARP that carries the address from afar would not be answered
    name: 'a strict reverse path filter, and the way out is elsewhere',
    breaks:
      'ip link add out0 type dummy; ip addr add 10.8.0.1/24 dev out0; ip link set out0 up; ip route replace default via 10.8.0.254 dev out0; sysctl -qw net.ipv4.conf.eth0.rp_filter=1; ip netns exec client sysctl -qw net.ipv4.conf.eth0.arp_announce=2; ip -n client addr add 198.51.100.9/32 dev lo; ip netns exec client curl -s -m 1 --interface 198.51.100.9 http://10.0.0.100/ || true; ip -n client addr del 198.51.100.9/32 dev lo',
    finds: ['rp-filter'],
    mends: `ip link del out0; ip route replace default via 10.0.0.254 dev eth0; sysctl -qw net.ipv4.conf.eth0.rp_filter=0`,
    isFixedBut: `ip link del out0; ip route replace default via 10.0.0.254 dev eth0; sysctl -qw net.ipv4.conf.eth0.rp_filter=0`,
  },
  {
    name: 'the virtual address on lo too',
    breaks: 'ip addr add 10.0.0.100/32 dev lo',
    finds: ['arp-announce', 'arp-ignore'],
    mends: `ip addr del 10.0.0.100/32 dev lo; sysctl -qw net.ipv4.conf.eth0.arp_ignore=0 net.ipv4.conf.eth0.arp_announce=0`,
    isFixedBut: `ip addr del 10.0.0.100/32 dev lo; sysctl -qw net.ipv4.conf.eth0.arp_ignore=0 net.ipv4.conf.eth0.arp_announce=0`,
  },
  {
    name: 'netfilter takes up no connections',
    breaks: 'sysctl -qw net.netfilter.nf_conntrack_tcp_loose=0',
    finds: ['conntrack-pickup'],
    mends: 'sysctl -qw net.netfilter.nf_conntrack_tcp_loose=1',
  },
  {
    name: 'a name in a file that no kernel has',
    breaks: 'echo net.ipv4.ip_forwarding=1 > /etc/sysctl.d/90-wrong.conf',
    finds: ['sysctl-files'],
    mends: 'rm /etc/sysctl.d/90-wrong.conf',
  },
  {
    name: 'FTP without its helper',
    breaks: `rmmod ip_vs_ftp; ipvsadm -A -t 10.0.0.101:21 -s rr; ipvsadm -a -t 10.0.0.101:21 -r 10.1.0.11:21 -m`,
    finds: ['ftp-helper'],
    mends: 'ipvsadm -D -t 10.0.0.101:21',
  },
  {
    name: 'a service without a scheduler',
    breaks: `ipvsadm -A -t ${service} -s none; ipvsadm -a -t ${service} -r 10.1.0.11:80 -m`,
    finds: ['schedulers'],
    mends: `ipvsadm -D -t ${service}`,
  },
  {
    name: 'a service whose address is nowhere',
    breaks: 'ipvsadm -A -t 10.0.0.99:80 -s rr; ipvsadm -a -t 10.0.0.99:80 -r 10.1.0.11:80 -m',
    finds: ['service-without-vip'],
    mends: 'ipvsadm -D -t 10.0.0.99:80',
  },
  {
    name: 'a virtual address whose service is gone',
    breaks: 'ipvsadm -D -t 10.0.0.101:80',
    finds: ['vip-without-service'],
    mends: 'ipvsadm -A -t 10.0.0.101:80 -s wlc; ipvsadm -a -t 10.0.0.101:80 -r 10.0.0.21:80 -g',
  },
  {
    name: 'a service without a server',
    breaks: `ipvsadm -A -t ${service} -s rr`,
    finds: ['empty-service'],
    mends: `ipvsadm -D -t ${service}`,
  },
  {
    name: 'a service whose servers all have weight 0',
    breaks: `ipvsadm -A -t ${service} -s rr; ipvsadm -a -t ${service} -r 10.1.0.11:80 -m -w 0`,
    finds: ['all-quiesced'],
    mends: `ipvsadm -D -t ${service}`,
  },
  {
    name: 'a lower threshold that is hardly reached',
    breaks: `ipvsadm -A -t ${service} -s rr; ipvsadm -a -t ${service} -r 10.1.0.11:80 -m -x 1000 -y 1`,
    finds: ['thresholds'],
    mends: `ipvsadm -D -t ${service}`,
  },
  {
    name: 'persistence with a hashing scheduler',
    breaks: `ipvsadm -A -t ${service} -s mh -p 300; ipvsadm -a -t ${service} -r 10.1.0.11:80 -m`,
    finds: ['persistence-hash'],
    mends: `ipvsadm -D -t ${service}`,
  },
  {
    name: 'no sync daemon',
    breaks: 'ipvsadm --stop-daemon master',
    finds: ['sync-daemon'],
    mends: 'ipvsadm --start-daemon master --mcast-interface eth1 --syncid 51',
  },
  {
    name: 'a sync daemon on an interface that is down',
    breaks:
      'ipvsadm --stop-daemon master; ip link add sync0 type dummy; ip addr add 10.9.0.1/24 dev sync0; ip link set sync0 up; ipvsadm --start-daemon master --mcast-interface sync0 --syncid 51; ip link set sync0 down',
    finds: ['sync-interface'],
    mends:
      'ipvsadm --stop-daemon master; ip link del sync0; ipvsadm --start-daemon master --mcast-interface eth1 --syncid 51',
  },
  {
    name: 'both daemons, and backup_only',
    breaks: 'ipvsadm --start-daemon backup --mcast-interface eth1 --syncid 51; sysctl -qw net.ipv4.vs.backup_only=1',
    finds: ['backup-only'],
    mends: 'ipvsadm --stop-daemon backup; sysctl -qw net.ipv4.vs.backup_only=0',
  },
];
