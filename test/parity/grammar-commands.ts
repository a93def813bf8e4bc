import type {OptionName, Word} from './grammar-words.js';

/** A command of ipvsadm, with how likely generated lines give it each kind of option. */
export interface CommandWords {
  names: readonly string[];
  likelihood: number;
  value?: Word;
  /** Words that follow it. */
  words?: {value: Word; count: number};
  needs: readonly ('service' | 'real')[];
  /** Allowed; a line takes some of them. */
  takes: readonly OptionName[];
  /** What shows what it has done. */
  after: string;
}

const serviceOptions = ['scheduler', 'persistent', 'netmask', 'ops', 'engine', 'flags'] as const;
const serverOptions = [
  'masquerading',
  'ipip',
  'gatewaying',
  'weight',
  'weight',
  'upper',
  'lower',
  'tunnelType',
  'tunnelPort',
  'tunnelNoChecksum',
  'tunnelChecksum',
  'tunnelRemoteChecksum',
] as const;
const listOptions = [
  'numeric',
  'numeric',
  'numeric',
  'stats',
  'rate',
  'thresholds',
  'persistentConnections',
  'nosort',
  'sort',
  'exact',
  'tunnelInfo',
  'connection',
  'timeout',
  'daemon',
  'syncid',
] as const;
const daemonOptions = [
  'interface',
  'interface',
  'interface',
  'syncid',
  'maxlen',
  'group',
  'multicastPort',
  'hops',
] as const;

const rules = 'ipvsadm -Sn';
const thresholds = 'ipvsadm -Ln --thresholds';

export const commands: readonly CommandWords[] = [
  {names: ['-A', '--add-service'], likelihood: 20, needs: ['service'], takes: serviceOptions, after: rules},
  {names: ['-E', '--edit-service'], likelihood: 12, needs: ['service'], takes: serviceOptions, after: rules},
  {names: ['-D', '--delete-service'], likelihood: 5, needs: ['service'], takes: [], after: rules},
  {names: ['-a', '--add-server'], likelihood: 22, needs: ['service', 'real'], takes: serverOptions, after: thresholds},
  {names: ['-e', '--edit-server'], likelihood: 13, needs: ['service', 'real'], takes: serverOptions, after: thresholds},
  {names: ['-d', '--delete-server'], likelihood: 6, needs: ['service', 'real'], takes: [], after: rules},
  {names: ['-L', '-l', '--list'], likelihood: 16, needs: [], takes: listOptions, after: rules},
  {names: ['-S', '--save'], likelihood: 3, needs: [], takes: ['numeric'], after: rules},
  {names: ['-C', '--clear'], likelihood: 2, needs: [], takes: [], after: rules},
  {names: ['-Z', '--zero'], likelihood: 2, needs: [], takes: [], after: rules},
  {
    names: ['--set'],
    likelihood: 4,
    words: {value: 'seconds', count: 3},
    needs: [],
    takes: [],
    after: 'ipvsadm -L --timeout',
  },
  {
    names: ['--start-daemon'],
    likelihood: 6,
    value: 'state',
    needs: [],
    takes: daemonOptions,
    after: 'ipvsadm -L --daemon',
  },
  {names: ['--stop-daemon'], likelihood: 2, value: 'state', needs: [], takes: ['syncid'], after: 'ipvsadm -L --daemon'},
  {names: ['-h', '--help', '-v', '--version'], likelihood: 1, needs: [], takes: [], after: rules},
];

/** Rules a line may find in the table: a service, then real servers of it. */
export const knownTables: readonly string[] = [
  '-A -t 10.0.0.1:80 -s rr; -a -t 10.0.0.1:80 -r 192.168.10.1:80 -m; -a -t 10.0.0.1:80 -r 192.168.10.2:8080 -m -w 3 -x 100 -y 50',
  '-A -t 10.0.0.1:443 -s wlc -p 600 -M 255.255.255.0; -a -t 10.0.0.1:443 -r 192.168.10.1 -g',
  '-A -t 10.0.0.2:443 -s wlc; -a -t 10.0.0.2:443 -r 192.168.10.2 -i --tun-type gue --tun-port 6080',
  '-A -u 10.0.0.1:53 -s sh -o -b sh-port; -a -u 10.0.0.1:53 -r 192.168.10.1 -m',
  '-A --sctp-service 10.0.0.1:80 -s lc; -a --sctp-service 10.0.0.1:80 -r 192.168.10.2:443 -m',
  '-A -f 1 -s mh -p 120; -a -f 1 -r 192.168.10.1 -g; -a -f 1 -r 192.168.10.2:8080 -m -w 0',
  '-A -f 2 -6 -s wrr; -a -f 2 -6 -r [2001:db8::a0a0]:0 -g',
  '-A -t [2001:db8::80]:80 -s rr -b flag-1; -a -t [2001:db8::80]:80 -r [2001:db8::a0a0]:80 -m; -a -t [2001:db8::80]:80 -r [2001:db8::1]:443 -i',
  '-A -t 10.0.0.3:0 -s dh -p; -a -t 10.0.0.3:0 -r 192.168.10.1 -g',
];

/** Services of those tables, so that many lines meet one. */
export const knownServices =
  '-t 10.0.0.1:80|-t vip1:http|-t 10.0.0.1:443|-t 10.0.0.2:443|-u 10.0.0.1:53|--sctp-service 10.0.0.1:80|-f 1|-f 2 -6|-t [2001:db8::80]:80|-t 10.0.0.3';

export const knownServers =
  '192.168.10.1:80|192.168.10.2:8080|192.168.10.1|192.168.10.2|[2001:db8::a0a0]:80|[2001:db8::a0a0]:0|[2001:db8::1]:443|real1|real2:8080';
