import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {allRows} from '../../src/doctor/all-rows.js';
import type {ReversePathFacts} from '../../src/doctor/facts.js';
import {serviceFlag} from '../../src/ipvs/service.js';
import {remedyCommand} from '../../src/doctor/remedies/chosen-remedies.js';
import {shellWord} from '../../src/doctor/shell-word.js';
import {
  addresses,
  type Change,
  diagnosed,
  healthyFacts,
  known,
  links,
  routers,
  said,
  table,
  untold,
} from './healthy-facts.js';

const tunnel = {
  network: known({links: links({tunl0: {}}), addresses: addresses('eth0 10.0.0.2/24', 'lo 10.0.0.100/32')}),
  role: 'real-server',
} as const;
const realServer = {
  network: known({links: links(), addresses: addresses('eth0 10.0.0.21/24', 'lo 10.0.0.100/32')}),
  ipvs: table([]),
};
const oneArm = table(['tcp/10.0.0.100:80 masq 10.0.0.21:80']);
const translated = known({
  kinds: ['nf_tables'],
  verdicts: [
    {
      purpose: 'requests',
      packet: 'requests',
      verdict: 'passes',
      rule: undefined,
      translated: {part: 'source', rule: 'masquerade'},
    } as const,
  ],
  marks: [],
  mistakes: [],
  arp: [],
  markers: [],
});
const ftp = {ipvs: table(['tcp/10.0.0.100:21 masq 10.1.0.11:21'])};
const persistent = {flags: serviceFlag.persistent, timeout: 300};
const keepalived = {
  kind: 'keepalived',
  pid: 1,
  version: undefined,
  file: undefined,
  writesTable: true,
  holdsAddresses: true,
  services: [],
  problems: [],
} as const;

const kept = {set: {'net.ipv4.vs.expire_nodest_conn': '0'}};
const inContainer = known({names: new Set<string>(), areAll: false});
const arpRules = known({kinds: ['nf_tables'], verdicts: [], marks: [], mistakes: [], arp: ['arp filter'], markers: []});
const ipv6 = {
  ipvs: table(['tcp/[2001:db8::100]:80 masq [2001:db8:1::11]:80']),
  network: known({links: links(), addresses: addresses('eth0 2001:db8::2/64', 'eth1 2001:db8:1::1/64')}),
};
const strictInFile = {
  lastingSysctls: known(
    new Map([
      ['net.ipv4.ip_forward', {value: '1', file: '/etc/sysctl.conf'}],
      ['net.ipv4.conf.all.rp_filter', {value: '1', file: '/etc/sysctl.conf'}],
    ]),
  ),
};
const withVirtualMacs = {
  state: 'running',
  isReloadPending: undefined,
  refusals: [],
  addresses: [],
  routers: [],
  keepalived: {
    orderTrap: undefined,
    dynamicChecks: 0,
    checksReload: false,
    logsDetails: false,
    keepsAddresses: false,
    flushesTable: false,
    hasVirtualMacs: true,
  },
} as const;

/** A strict filter on the interface of clients, which drops those from afar. */
function dropping(change: Partial<ReversePathFacts>): Change {
  return {
    reversePath: known({takes: [], drops: ['eth0'], dropped: 0, hasMarkRules: false, ...change}),
    set: {'net.ipv4.conf.eth0.rp_filter': '1'},
  };
}

/** The name of a case begins with the code of the row. */
const cases: Readonly<Record<string, readonly [change: Change, expected: readonly string[]]>> = {
  'ipvs-module: not loaded, and can be': [
    {
      ipvs: untold,
      set: {'net.ipv4.vs.conntrack': undefined},
      modules: known({loaded: new Set(), loadable: new Set(['ip_vs'])}),
    },
    ['wrong: ip_vs: not loaded'],
  ],
  'ipvs-module: a container': [
    {ipvs: untold, set: {'net.ipv4.vs.conntrack': undefined}, modules: known({loaded: new Set(), loadable: new Set()})},
    ['wrong: ip_vs: not loaded, and not installed for this kernel'],
  ],
  'ipvs-module: loaded, and only for root': [{ipvs: untold}, ['unknown: not looked at']],
  'ipvs-module: what looks like a real server needs none': [
    {
      ...realServer,
      ipvs: untold,
      set: {'net.ipv4.vs.conntrack': undefined},
      modules: known({loaded: new Set(), loadable: new Set(['ip_vs'])}),
    },
    ['none'],
  ],
  'ipvs-module: a real server needs none': [{ipvs: untold, role: 'real-server'}, ['none']],
  'schedulers: configured and not installed': [
    {managers: known([{...keepalived, schedulers: ['rr', 'wlc', 'twos']}])},
    ['wrong: ip_vs_twos: neither loaded nor installed for this kernel'],
  ],
  'schedulers: a container has no lists of modules': [
    {
      managers: known([{...keepalived, schedulers: ['twos']}]),
      modules: known({loaded: new Set(['ip_vs']), loadable: new Set()}),
    },
    ['good'],
  ],
  'schedulers: a service without one': [
    {ipvs: table(['tcp/10.0.0.100:80 masq 10.1.0.11:80'], {service: {scheduler: 'none'}})},
    ['wrong: tcp/10.0.0.100:80: no scheduler'],
  ],
  'schedulers: one that the table uses is in the kernel, whatever the lists say': [
    {ipvs: table(['tcp/10.0.0.100:80 masq 10.1.0.11:80'], {service: {scheduler: 'own'}})},
    ['good'],
  ],
  'ftp-helper: missing': [ftp, ['risk: tcp/10.0.0.100:21: ip_vs_ftp is not loaded']],
  'ftp-helper: loaded': [{...ftp, modules: known({loaded: new Set(['ip_vs_ftp']), loadable: new Set()})}, ['good']],
  'ftp-helper: a kernel without modules may have it built in': [
    {...ftp, modules: known({loaded: new Set(), loadable: new Set()})},
    ['unknown: ip_vs_ftp is not loaded; whether it is built in is not known'],
  ],
  'ftp-helper: direct routing needs none': [{ipvs: table(['tcp/10.0.0.100:21 gate 10.0.0.21:21'])}, ['none']],
  'ip-forward: off': [
    {set: {'net.ipv4.ip_forward': '0', 'net.ipv4.conf.eth1.forwarding': '0'}},
    ['wrong: net.ipv4.ip_forward: 0'],
  ],
  'ip-forward: a sorry server on this host needs none': [
    {
      ipvs: table(['tcp/10.0.0.100:80 masq 127.0.0.1:80 10.0.0.2:80']),
      set: {'net.ipv4.ip_forward': '0', 'net.ipv4.conf.eth0.forwarding': '0'},
    },
    ['none'],
  ],
  'ip-forward: off, but on for the interface of the servers': [{set: {'net.ipv4.ip_forward': '0'}}, ['good']],
  'ip-forward: on, but off for the interface of the servers': [
    {set: {'net.ipv4.conf.eth1.forwarding': '0'}},
    ['wrong: net.ipv4.conf.eth1.forwarding: 0'],
  ],
  'ip-forward: direct routing needs none': [
    {
      ipvs: table(['tcp/10.0.0.100:80 gate 10.0.0.21:80', 'tcp/10.0.0.100:81 ipip 10.9.0.21:81']),
      set: {'net.ipv4.ip_forward': '0'},
    },
    ['none'],
  ],
  'ip-forward-ipv6: off': [
    {ipvs: table(['tcp/[2001:db8::100]:80 masq [2001:db8:1::11]:80'])},
    ['wrong: net.ipv6.conf.all.forwarding: 0'],
  ],
  'ip-forward-ipv6: on': [
    {ipvs: table(['tcp/[2001:db8::100]:80 masq [2001:db8:1::11]:80']), set: {'net.ipv6.conf.all.forwarding': '1'}},
    ['good'],
  ],
  'ip-forward-ipv6: forced for the interface of the servers': [
    {...ipv6, set: {'net.ipv6.conf.eth1.force_forwarding': '1'}},
    ['good'],
  ],
  'ip-forward-ipv6: forced for another interface': [
    {...ipv6, set: {'net.ipv6.conf.eth0.force_forwarding': '1', 'net.ipv6.conf.eth1.force_forwarding': '0'}},
    ['wrong: net.ipv6.conf.all.forwarding: 0'],
  ],
  'ip-forward-ipv6: forced, and the way to the servers is not known': [
    {
      ipvs: table(['tcp/[2001:db8::100]:80 masq [2001:db8:9::11]:80']),
      set: {'net.ipv6.conf.eth0.force_forwarding': '1'},
    },
    [
      'unknown: net.ipv6.conf.all.forwarding: 0; whether force_forwarding is 1 for the interface of the servers is not known',
    ],
  ],
  'send-redirects: one interface for all': [
    {ipvs: oneArm},
    ['risk: net.ipv4.conf.all.send_redirects: 1', 'risk: net.ipv4.conf.eth0.send_redirects: 1'],
  ],
  'send-redirects: off only of all': [
    {ipvs: oneArm, set: {'net.ipv4.conf.all.send_redirects': '0'}},
    ['risk: net.ipv4.conf.eth0.send_redirects: 1'],
  ],
  'send-redirects: off': [
    {ipvs: oneArm, set: {'net.ipv4.conf.all.send_redirects': '0', 'net.ipv4.conf.eth0.send_redirects': '0'}},
    ['good'],
  ],
  'send-redirects: two interfaces': [{}, ['none']],
  'send-redirects: answers that end here': [
    {ipvs: oneArm, firewall: translated, set: {'net.ipv4.vs.conntrack': '1'}},
    ['none'],
  ],
  'rp-filter: strict at a tunnel': [
    {...tunnel, set: {'net.ipv4.conf.tunl0.rp_filter': '1'}},
    ['wrong: net.ipv4.conf.tunl0.rp_filter: 1'],
  ],
  'rp-filter: strict by all': [
    {...tunnel, set: {'net.ipv4.conf.all.rp_filter': '1'}},
    ['wrong: net.ipv4.conf.all.rp_filter: 1'],
  ],
  'rp-filter: loose at a tunnel without an address': [
    {...tunnel, set: {'net.ipv4.conf.tunl0.rp_filter': '2'}},
    ['wrong: net.ipv4.conf.tunl0.rp_filter: 2'],
  ],
  'rp-filter: loose at a tunnel with an address': [
    {
      network: known({links: links({tunl0: {}}), addresses: addresses('eth0 10.0.0.2/24', 'tunl0 10.0.0.100/32')}),
      set: {'net.ipv4.conf.tunl0.rp_filter': '2'},
    },
    ['good'],
  ],
  'rp-filter: a tunnel of a director is its own matter': [
    {
      network: known({links: links({tunl0: {}}), addresses: addresses('eth0 10.0.0.2/24', 'eth1 10.1.0.1/24')}),
      set: {'net.ipv4.conf.tunl0.rp_filter': '1'},
    },
    ['good'],
  ],
  'rp-filter: strict, and the kernel takes clients from afar': [{set: {'net.ipv4.conf.eth0.rp_filter': '1'}}, ['good']],
  'rp-filter: strict, and packets of clients were dropped': [
    dropping({dropped: 7}),
    ['risk: net.ipv4.conf.eth0.rp_filter: 1, and the filters of this host have dropped 7 packets'],
  ],
  'rp-filter: strict, and nobody from afar has come': [
    dropping({dropped: 0}),
    ['unknown: net.ipv4.conf.eth0.rp_filter: 1; clients from afar would be dropped, and none has come so far'],
  ],
  'rp-filter: strict on an interface of clients near by, as another takes those from afar': [
    dropping({takes: ['eth1'], dropped: 7}),
    ['good'],
  ],
  'rp-filter: strict, and rules go by marks': [
    dropping({dropped: 7, hasMarkRules: true}),
    ['unknown: net.ipv4.conf.eth0.rp_filter: 1; rules of policy routing go by marks, which cannot be told from here'],
  ],
  'rp-filter: strict, and the kernel was not asked': [
    {reversePath: untold, set: {'net.ipv4.conf.eth0.rp_filter': '1'}},
    ['unknown: strict on eth0; not looked at'],
  ],
  'rp-filter: loose, whatever the kernel was asked': [
    {...dropping({dropped: 7}), set: {'net.ipv4.conf.eth0.rp_filter': '2'}},
    ['good'],
  ],
  'arp-ignore: a real server that answers': [realServer, ['wrong: net.ipv4.conf.eth0.arp_ignore: 0']],
  'arp-ignore: of lo does nothing': [
    {...realServer, set: {'net.ipv4.conf.lo.arp_ignore': '1'}},
    ['wrong: net.ipv4.conf.eth0.arp_ignore: 0'],
  ],
  'arp-ignore: of all': [{...realServer, set: {'net.ipv4.conf.all.arp_ignore': '1'}}, ['good']],
  'arp-ignore: a director with a routed address on lo is no real server': [
    {network: known({links: links(), addresses: addresses('eth0 10.0.0.2/24', 'lo 10.0.0.100/32')})},
    ['none'],
  ],
  'arp-ignore: a backup that is a real server too': [
    {
      network: known({links: links(), addresses: addresses('eth0 10.0.0.2/24', 'lo 10.0.0.100/32')}),
      routers: routers('backup', ['10.0.0.100']),
    },
    ['wrong: net.ipv4.conf.eth0.arp_ignore: 0'],
  ],
  'arp-ignore: a master that was told to have it on lo is to be asked': [
    {
      network: known({links: links(), addresses: addresses('eth0 10.0.0.2/24', 'lo 10.0.0.100/32')}),
      routers: routers('master', ['10.0.0.100']),
    },
    ['none'],
  ],
  'arp-ignore: a master that has it on lo too': [
    {
      network: known({
        links: links(),
        addresses: addresses('eth0 10.0.0.2/24', 'eth0 10.0.0.100/32', 'lo 10.0.0.100/32'),
      }),
      routers: routers('master', ['10.0.0.100']),
    },
    ['risk: net.ipv4.conf.eth0.arp_ignore: 0'],
  ],
  'arp-ignore: services by firewall mark may have the address': [
    {...realServer, ipvs: table(['fwmark/1 gate 10.0.0.22:0'])},
    ['none'],
  ],
  'arp-ignore: a table that nobody could read may have the address': [{...realServer, ipvs: untold}, ['none']],
  'arp-ignore: an address that nobody near can ask for': [
    {...realServer, network: known({links: links(), addresses: addresses('eth0 10.0.0.21/24', 'lo 192.0.2.1/32')})},
    ['none'],
  ],
  'arp-ignore: rules for ARP may do it instead': [
    {...realServer, firewall: arpRules},
    ['unknown: net.ipv4.conf.eth0.arp_ignore: 0; rules for ARP (arp filter) may keep it quiet'],
  ],
  'arp-ignore: rules for ARP that cannot be read may do it instead': [
    {...realServer, modules: known({loaded: new Set(['arptable_filter']), loadable: new Set()})},
    ['unknown: net.ipv4.conf.eth0.arp_ignore: 0; rules for ARP that cannot be read here may keep it quiet'],
  ],
  'arp-ignore: rules of the firewall that are none for ARP': [
    {...realServer, firewall: translated},
    ['wrong: net.ipv4.conf.eth0.arp_ignore: 0'],
  ],
  'arp-announce: rules for ARP may do it instead': [
    {...realServer, firewall: arpRules},
    ['unknown: net.ipv4.conf.eth0.arp_announce: 0; rules for ARP (arp filter) may keep it quiet'],
  ],
  'arp-announce: a real server that spreads it': [realServer, ['wrong: net.ipv4.conf.eth0.arp_announce: 0']],
  'arp-announce: 1 is not enough': [
    {...realServer, set: {'net.ipv4.conf.eth0.arp_announce': '1'}},
    ['wrong: net.ipv4.conf.eth0.arp_announce: 1'],
  ],
  'arp-announce: 2': [{...realServer, set: {'net.ipv4.conf.eth0.arp_announce': '2'}}, ['good']],
  'expire-nodest: checks that remove failed servers': [
    {...kept, managers: known([keepalived])},
    ['risk: net.ipv4.vs.expire_nodest_conn: 0'],
  ],
  'expire-nodest: checks that quiesce failed servers': [
    {...kept, managers: known([{...keepalived, quiescesFailed: true}])},
    ['good'],
  ],
  'expire-nodest: of two managers one removes': [
    {
      ...kept,
      managers: known([
        {...keepalived, quiescesFailed: true},
        {...keepalived, kind: 'lvsctl', pid: 2},
      ]),
    },
    ['risk: net.ipv4.vs.expire_nodest_conn: 0'],
  ],
  'expire-nodest: nobody removes servers': [kept, ['good']],
  'expire-nodest: one that only holds addresses removes none': [
    {...kept, managers: known([{...keepalived, writesTable: false}])},
    ['good'],
  ],
  'expire-nodest: a container does not see who removes servers': [
    {...kept, programs: inContainer},
    ['unknown: 0; whether somebody removes failed servers cannot be seen from here'],
  ],
  'expire-nodest: nobody knows who removes servers': [
    {...kept, managers: untold},
    ['unknown: 0; who removes servers is not known: not looked at'],
  ],
  'expire-nodest: no servers': [
    {ipvs: table(['tcp/10.0.0.100:80 masq']), set: {'net.ipv4.vs.expire_nodest_conn': '0'}},
    ['none'],
  ],
  'expire-quiescent-template: checks that quiesce': [
    {
      ipvs: table(['tcp/10.0.0.100:80 masq 10.1.0.11:80'], {service: persistent}),
      managers: known([{...keepalived, quiescesFailed: true}]),
    },
    ['risk: net.ipv4.vs.expire_quiescent_template: 0'],
  ],
  'expire-quiescent-template: clients pinned to weight 0': [
    {
      ipvs: table(['tcp/10.0.0.100:80 masq 10.1.0.11:80'], {
        service: persistent,
        server: {weight: 0, persistentConnections: 3},
      }),
    },
    ['risk: 10.1.0.11:80 of tcp/10.0.0.100:80: weight 0, and 3 clients pinned to it'],
  ],
  'expire-quiescent-template: 0 by itself is no finding': [
    {ipvs: table(['tcp/10.0.0.100:80 masq 10.1.0.11:80'], {service: persistent})},
    ['good'],
  ],
  'conn-reuse-mode: 0': [{set: {'net.ipv4.vs.conn_reuse_mode': '0'}}, ['risk: net.ipv4.vs.conn_reuse_mode: 0']],
  'conn-reuse-mode: 2 schedules anew too': [{set: {'net.ipv4.vs.conn_reuse_mode': '2'}}, ['good']],
  'conn-reuse-mode: with conntrack on an old kernel': [
    {kernelRelease: '5.4.0-150-generic', set: {'net.ipv4.vs.conntrack': '1'}},
    ['risk: net.ipv4.vs.conn_reuse_mode: 1, with net.ipv4.vs.conntrack = 1 on Linux 5.4.0-150-generic'],
  ],
  'conn-reuse-mode: with conntrack on a new one': [{set: {'net.ipv4.vs.conntrack': '1'}}, ['good']],
  'permanent-defence: all of them': [
    {set: {'net.ipv4.vs.drop_entry': '3', 'net.ipv4.vs.drop_packet': '3', 'net.ipv4.vs.secure_tcp': '2'}},
    ['risk: net.ipv4.vs.drop_entry: 3: always on', 'wrong: net.ipv4.vs.drop_packet: 3: always on'],
  ],
  'run-estimation: off': [{set: {'net.ipv4.vs.run_estimation': '0'}}, ['risk: net.ipv4.vs.run_estimation: 0']],
  'run-estimation: an old kernel has none': [{set: {'net.ipv4.vs.run_estimation': undefined}}, ['none']],
  'connection-table: long chains': [
    {ipvs: table(['tcp/10.0.0.100:80 masq 10.1.0.11:80'], {connections: 409_600})},
    ['risk: conn_tab_bits: 409,600 entries in 4,096 buckets, 100.0 in each; about 125 MB'],
  ],
  'connection-table: ten thousand connections are nothing': [
    {ipvs: table(['tcp/10.0.0.100:80 masq 10.1.0.11:80'], {connections: 10_000})},
    ['good'],
  ],
  'connection-table: a kernel that resizes it': [
    {
      ipvs: table(['tcp/10.0.0.100:80 masq 10.1.0.11:80'], {connections: 409_600}),
      set: {'net.ipv4.vs.conn_lfactor': '-4'},
    },
    ['none'],
  ],
  'conntrack-room: nearly full': [
    {conntrack: known({count: 60_000, max: 65_536, buckets: 16_384})},
    ['risk: net.netfilter.nf_conntrack_max: 60,000 of 65,536 entries in 16,384 buckets'],
  ],
  'conntrack-room: full': [
    {conntrack: known({count: 65_536, max: 65_536, buckets: undefined})},
    ['wrong: net.netfilter.nf_conntrack_max: 65,536 of 65,536 entries'],
  ],
  'conntrack-room: no netfilter': [{conntrack: known({count: 0, max: 0, buckets: undefined})}, ['none']],
  'conntrack-pickup: strict': [
    {set: {'net.netfilter.nf_conntrack_tcp_loose': '0'}},
    ['risk: net.netfilter.nf_conntrack_tcp_loose: 0'],
  ],
  'sysctl-files: another value at the next boot': [
    {lastingSysctls: known(new Map([['net.ipv4.ip_forward', {value: '0', file: '/etc/sysctl.conf'}]]))},
    ['risk: net.ipv4.ip_forward: 1 now, and 0 in /etc/sysctl.conf'],
  ],
  'sysctl-files: a name that no kernel has': [
    {
      lastingSysctls: known(
        new Map([
          ['net.ipv4.ip_forwarding', {value: '1', file: '/etc/sysctl.conf'}],
          ['net.ipv4.ip_forward', {value: '1', file: '/etc/sysctl.conf'}],
        ]),
      ),
    },
    ['risk: net.ipv4.ip_forwarding: in /etc/sysctl.conf, and in no kernel'],
  ],
  'sysctl-files: masquerading that no file makes last': [
    {lastingSysctls: known(new Map())},
    ['risk: net.ipv4.ip_forward: 1 now, and in no file'],
  ],
  'sysctl-files: a container engine makes it last': [
    {lastingSysctls: known(new Map()), programs: known({names: new Set(['dockerd']), areAll: true})},
    ['good'],
  ],
  'sysctl-files: a network manager may make it last': [
    {lastingSysctls: known(new Map()), programs: known({names: new Set(['systemd-network']), areAll: true})},
    ['unknown: net.ipv4.ip_forward: 1 now, and in no file; systemd-network may set it when it starts'],
  ],
  'sysctl-files: a container engine sets what a file takes away': [
    {
      lastingSysctls: known(new Map([['net.ipv4.ip_forward', {value: '0', file: '/etc/sysctl.conf'}]])),
      programs: known({names: new Set(['dockerd']), areAll: true}),
    },
    ['good'],
  ],
  'sysctl-files: a file that is to switch it on is not in force, whoever runs': [
    {
      set: {'net.ipv4.ip_forward': '0'},
      programs: known({names: new Set(['systemd-network']), areAll: true}),
    },
    ['risk: net.ipv4.ip_forward: 0 now, and 1 in /etc/sysctl.d/director.conf'],
  ],
  'sysctl-files: keepalived with virtual MAC addresses has set rp_filter': [
    {...strictInFile, managers: known([{...keepalived, detail: withVirtualMacs}])},
    ['good'],
  ],
  'sysctl-files: somebody else has set rp_filter': [
    {...strictInFile, managers: known([keepalived])},
    ['risk: net.ipv4.conf.all.rp_filter: 0 now, and 1 in /etc/sysctl.conf'],
  ],
  'sysctl-files: blanks and tabs are the same': [
    {
      set: {'net.ipv4.vs.sync_threshold': '3\t50'},
      lastingSysctls: known(
        new Map([
          ['net.ipv4.vs.sync_threshold', {value: '3 50', file: 'f'}],
          ['net.ipv4.ip_forward', {value: '1', file: 'f'}],
        ]),
      ),
    },
    ['good'],
  ],
};

describe('the rows of the kernel', () => {
  for (const [name, [change, expected]] of Object.entries(cases))
    test(name, () => assert.deepEqual(said(name.slice(0, name.indexOf(':')), change), expected));

  test('each has cases', () => {
    const covered = new Set(Object.keys(cases).map(name => name.slice(0, name.indexOf(':'))));
    assert.deepEqual(
      allRows.filter(({group, code}) => group === 'kernel' && !covered.has(code)).map(({code}) => code),
      [],
    );
  });

  test('find nothing on a director that is as it should be', () => {
    const found = allRows
      .filter(({group}) => group === 'kernel' || group === 'table' || group === 'synchronization')
      .flatMap(row => row.diagnose(healthyFacts()))
      .filter(({outcome}) => outcome === 'wrong' || outcome === 'risk');
    assert.deepEqual(found, []);
  });

  test('a dot in the name of an interface is a slash for sysctl(8)', () => {
    const own = {
      'net.ipv4.conf.eth1.100.forwarding': '0',
      'net.ipv4.conf.eth1.forwarding': undefined,
    };
    const network = known({
      links: links({eth1: {name: 'eth1.100'}}),
      addresses: addresses('eth0 10.0.0.2/24', 'eth1 10.1.0.1/24'),
    });
    const [diagnosis] = diagnosed('ip-forward', {set: own, network});
    assert.equal(diagnosis?.subject, 'net.ipv4.conf.eth1/100.forwarding');
    assert.equal(diagnosis?.remedy?.lasting.line, 'net.ipv4.conf.eth1/100.forwarding = 1');
  });

  test('the name of an interface is one word of a shell', () => {
    const strange = 'e0;reboot #';
    const network = known({
      links: links({eth1: {name: strange}}),
      addresses: addresses('eth0 10.0.0.2/24', 'eth1 10.1.0.1/24'),
    });
    const set = {[`net.ipv4.conf.${strange}.forwarding`]: '0'};
    const [diagnosis] = diagnosed('ip-forward', {network, set});
    const command = "sysctl -w 'net.ipv4.conf.e0;reboot #.forwarding=1'";
    assert.equal(diagnosis?.advice, command);
    assert.equal(diagnosis?.remedy && remedyCommand(diagnosis.remedy), command);
    assert.equal(shellWord("a'b"), `'a'\\''b'`);
    assert.equal(shellWord('eth0.100'), 'eth0.100');
  });

  test('forwarding is switched on with words about LRO', () => {
    const [diagnosis] = diagnosed('ip-forward', {
      set: {'net.ipv4.ip_forward': '0', 'net.ipv4.conf.eth1.forwarding': '0'},
    });
    assert.match(diagnosis?.remedy?.safe ?? '', /LRO/);
  });

  test('--fix silences ARP only where somebody said that another host is to be asked', () => {
    const remedies = (change: Change) =>
      ['arp-ignore', 'arp-announce'].flatMap(code => diagnosed(code, change).map(({remedy}) => remedy !== undefined));
    assert.deepEqual(remedies(realServer), [false, false]);
    assert.deepEqual(remedies({...realServer, role: 'real-server'}), [true, true]);
    assert.deepEqual(remedies({...realServer, routers: routers('backup', ['10.0.0.100'])}), [true, true]);
  });

  test('what cannot be looked at is unknown, and no finding', () => {
    for (const row of allRows) {
      const nothing = {
        ipvs: untold,
        sysctls: untold,
        lastingSysctls: untold,
        modules: untold,
        network: untold,
        localPrefixes: untold,
        routes: untold,
        conntrack: untold,
        managers: untold,
        routers: untold,
        programs: untold,
        reversePath: untold,
      };
      const outcomes = row.diagnose(healthyFacts(nothing)).map(({outcome}) => outcome);
      assert.ok(
        outcomes.length > 0 && outcomes.every(one => one === 'unknown' || one === 'none'),
        `${row.code}: ${outcomes.join()}`,
      );
    }
  });
});
