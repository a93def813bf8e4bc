/** The words that generated command lines are made of: usual ones, odd ones, wrong ones; `|` parts them. */
export const vocabulary = {
  ipv4: {
    usual: '10.0.0.1|10.0.0.2|10.0.0.3|192.168.10.1|192.168.10.2|vip1|real1|real2',
    odd: '10.1|0x0a000001|167772161|010.0.0.1|255.255.255.255|224.0.0.1|127.0.0.1|0.0.0.0|localhost|dual|10.0.0.1 |10.0.1|0',
    wrong: '10.0.0.256|10.0.0.1/32|10.0.0|1.2.3.4.5|nosuchhost|vip6|-t||08.1.1.1|0x|10..1|a b|256|4294967296|é',
  },
  ipv6: {
    usual: '[2001:db8::80]|[2001:db8::a0a0]|[2001:db8::1]',
    odd: '[::1]|[::]|[::ffff:10.0.0.1]|[fe80::1]|[ff02::1]|2001:db8::80|[1:2:3:4:5:6:7:8]|[10.0.0.1]|[vip1]|[2001:DB8:0:0::0080]',
    wrong: '[2001:db8::80|[fe80::1%lo]|[]|[vip6]|[1:2:3:4:5:6:7:8:9]|[::1]x|[[::1]]|[12345::1]|2001:db8::80]',
  },
  port: {
    usual: ':80|:80|:443|:8080|:53|:http|:https',
    odd: '|:0|:65535|:+80|: 80|:080|:domain|:sip|:ftp|:1|:00000000000080|:-0',
    wrong:
      ':65536|:-1|:0x50|:|:80x|:80 |:nosuch|:80:80|:99999999999999999999|:8.0|:HTTP|:4294967376|:18446744073709551696',
  },
  fwmark: {
    usual: '1|2|3',
    odd: '4294967295|2147483648|+1| 1|01|2147483647',
    wrong: '0|-1|4294967296|0x10|abc||1a|1 |9223372036854775808|18446744073709551617|1.0',
  },
  scheduler: {
    usual: 'rr|wrr|lc|wlc|sh|mh|dh|sed|nq|fo|ovf|lblc|lblcr',
    odd: '|none|rrrrrrrrrrrrrrrrrrrr',
    wrong: 'nope|RR|rr |twos',
  },
  timeout: {
    usual: '1|60|300|360|600',
    odd: '2678400|+5|060| 7',
    wrong: '0|-1|2678401|abc|10.5||5s|99999999999999999999|0x10',
  },
  netmask: {
    usual: '255.255.255.0|255.255.255.255|64|128',
    odd: '24|0.0.0.0|255.0.255.0|vip1|1|64abc|0xffffff00|+64| 64',
    wrong: '0|129|ffff:ffff::|abc||-1|nosuchhost|255.255.255.256',
  },
  weight: {
    usual: '0|1|2|100',
    odd: '65535|65536|2147483647|+3|007| 5',
    wrong: '-1|2147483648|abc||1.5|0x1|5 |4294967297|99999999999999999999',
  },
  threshold: {
    usual: '0|10|50|100|200',
    odd: '65535|65536|2147483647|+3',
    wrong: '-1|2147483648|abc||1.5',
  },
  engine: {usual: 'sip', odd: '|sipsipsipsipsipsipsip', wrong: 'nope|SIP'},
  flags: {
    usual: 'flag-1|flag-2|flag-3|flag-1,flag-2|sh-port|sh-fallback|mh-port|mh-fallback|sh-fallback,sh-port',
    odd: '|flag-1,|,flag-1|flag-1,,flag-2|flag-1,flag-1|mh-port,flag-3',
    wrong: 'bogus|flag-4|flag-1 ,flag-2|SH-PORT|flag-1,bogus|sh-port,mh-port|flag',
  },
  tunnel: {usual: 'ipip|gue|gre', wrong: 'GUE||vxlan|ipipx'},
  interface: {usual: 'dm0', wrong: 'nosuch0||averyveryverylonginterfacename'},
  group: {
    usual: '224.0.0.81|224.0.0.82|239.255.255.255|ff05::1',
    odd: 'ff02::1',
    wrong: '10.0.0.1|2001:db8::1|[ff05::1]|a:b||vip1|224.0.0.256|224.1',
  },
  syncid: {usual: '0|1|9|255', odd: '+7|007| 7', wrong: '256|-1|abc||1x'},
  maxlen: {usual: '1400|1472|65507', odd: '1|10|1024', wrong: '0|65508|-1|abc|'},
  multicastPort: {usual: '8848|9999', odd: '1|65535|+80', wrong: '0|65536|-1|http|'},
  hops: {usual: '1|10|64', odd: '255', wrong: '0|256|-1|abc|'},
  tunnelPort: {usual: '6080|5555', odd: '1|65535', wrong: '0|65536|-1|abc|'},
  state: {usual: 'master|backup', wrong: 'foo|MASTER||masters|both'},
  seconds: {usual: '0|60|900|120|300', odd: '2678400|+5|010| 9', wrong: '2678401|abc||1.5|-5|99999999999'},
} as const satisfies Record<string, Choice>;

export interface Choice {
  usual: string;
  odd?: string;
  wrong: string;
}

export type Word = keyof typeof vocabulary;

/** An option of ipvsadm: its names, and what its value is made of. */
export interface OptionWords {
  short?: string;
  long: string;
  value?: Word | 'address';
  /** -p: the value may be missing. */
  optional?: true;
}

export const options = {
  numeric: {short: '-n', long: '--numeric'},
  connection: {short: '-c', long: '--connection'},
  tcp: {short: '-t', long: '--tcp-service', value: 'address'},
  udp: {short: '-u', long: '--udp-service', value: 'address'},
  sctp: {long: '--sctp-service', value: 'address'},
  fwmark: {short: '-f', long: '--fwmark-service', value: 'fwmark'},
  ipv6: {short: '-6', long: '--ipv6'},
  scheduler: {short: '-s', long: '--scheduler', value: 'scheduler'},
  persistent: {short: '-p', long: '--persistent', value: 'timeout', optional: true},
  netmask: {short: '-M', long: '--netmask', value: 'netmask'},
  real: {short: '-r', long: '--real-server', value: 'address'},
  gatewaying: {short: '-g', long: '--gatewaying'},
  ipip: {short: '-i', long: '--ipip'},
  masquerading: {short: '-m', long: '--masquerading'},
  weight: {short: '-w', long: '--weight', value: 'weight'},
  upper: {short: '-x', long: '--u-threshold', value: 'threshold'},
  lower: {short: '-y', long: '--l-threshold', value: 'threshold'},
  interface: {long: '--mcast-interface', value: 'interface'},
  timeout: {long: '--timeout'},
  daemon: {long: '--daemon'},
  stats: {long: '--stats'},
  rate: {long: '--rate'},
  thresholds: {long: '--thresholds'},
  persistentConnections: {long: '--persistent-conn'},
  nosort: {long: '--nosort'},
  sort: {long: '--sort'},
  syncid: {long: '--syncid', value: 'syncid'},
  exact: {short: '-X', long: '--exact'},
  ops: {short: '-o', long: '--ops'},
  engine: {long: '--pe', value: 'engine'},
  flags: {short: '-b', long: '--sched-flags', value: 'flags'},
  group: {long: '--mcast-group', value: 'group'},
  multicastPort: {long: '--mcast-port', value: 'multicastPort'},
  hops: {long: '--mcast-ttl', value: 'hops'},
  maxlen: {long: '--sync-maxlen', value: 'maxlen'},
  tunnelInfo: {long: '--tun-info'},
  tunnelType: {long: '--tun-type', value: 'tunnel'},
  tunnelPort: {long: '--tun-port', value: 'tunnelPort'},
  tunnelNoChecksum: {long: '--tun-nocsum'},
  tunnelChecksum: {long: '--tun-csum'},
  tunnelRemoteChecksum: {long: '--tun-remcsum'},
} as const satisfies Record<string, OptionWords>;

export type OptionName = keyof typeof options;
