/** One number, or the two of sync_threshold. */
export type SysctlValue = number | readonly [number, number];

/** What a sysctl can be set to. */
export type SysctlKind =
  | {readonly type: 'boolean'}
  | {readonly type: 'integer'; readonly least: number; readonly most: number; readonly unit?: string}
  | {readonly type: 'choice'; readonly values: Readonly<Record<number, string>>}
  | {
      readonly type: 'two integers';
      readonly isAllowed: (first: number, second: number) => boolean;
      readonly rule: string;
    };

/** One file of /proc/sys/net/ipv4/vs. */
export interface SysctlRow {
  readonly name: string;
  /** What the kernel starts with, as the file shows it; undefined where that depends on the machine. */
  readonly initial: string | undefined;
  readonly kind: SysctlKind;
  readonly meaning: string;
  /** Whether it decides what becomes of connections to a server that is being drained. */
  readonly mattersWhenDraining: boolean;
}

const largestInt = 0x7fffffff;
/** INT_MAX ticks at 1000 a second, the most that a kernel can have. */
const mostSeconds = 2147483;

const boolean: SysctlKind = {type: 'boolean'};
const integer = (most = largestInt, unit?: string): SysctlKind => ({
  type: 'integer',
  least: 0,
  most,
  ...(unit !== undefined && {unit}),
});
const choice = (values: Readonly<Record<number, string>>): SysctlKind => ({type: 'choice', values});

/** The modes of the defences against floods. The kernel itself changes 1 to 2 and back. */
const defence = choice({0: 'off', 1: 'on while memory is short', 2: 'on, as memory is short', 3: 'always on'});

const row = (name: string, initial: string | undefined, kind: SysctlKind, meaning: string): SysctlRow => ({
  name,
  initial,
  kind,
  meaning,
  mattersWhenDraining: false,
});
const drainingRow = (...parts: Parameters<typeof row>): SysctlRow => ({...row(...parts), mattersWhenDraining: true});

/** The sysctls of Linux 6.1; others may have fewer or more. */
export const sysctlTable: readonly SysctlRow[] = [
  row('am_droprate', '10', integer(), 'drop_packet=3 drops one packet in so many'),
  row('amemthresh', '1024', integer(largestInt, 'pages'), 'free memory below which the automatic defences start'),
  row(
    'backup_only',
    '0',
    boolean,
    'a director whose backup sync daemon runs forwards nothing, which avoids loops with direct routing and tunnels',
  ),
  row('cache_bypass', '0', boolean, 'without a server, packets are forwarded to where they were sent'),
  drainingRow(
    'conn_reuse_mode',
    '1',
    choice({
      0: 'a client port used again goes to its old server',
      1: 'scheduled anew once the old connection is in TIME_WAIT or CLOSE',
      2: 'as 0',
      3: 'as 1, and in FIN_WAIT with direct routing and tunnels',
    }),
    'what becomes of a client port that is used again; with conntrack=1, scheduling anew may cost the client a second',
  ),
  row('conntrack', '0', boolean, 'netfilter keeps its own entries for balanced connections'),
  row('debug_level', '0', integer(), 'how much a debugging kernel logs'),
  drainingRow(
    'drop_entry',
    '0',
    defence,
    'each second, drops half-open and idle connections of a 32nd of the table, and unassured templates',
  ),
  row('drop_packet', '0', defence, 'drops packets at a rate that follows memory, or am_droprate'),
  drainingRow(
    'expire_nodest_conn',
    '0',
    boolean,
    'deleting a server ends its connections; 0 keeps them, their packets silently dropped, until the server comes back or they expire',
  ),
  drainingRow(
    'expire_quiescent_template',
    '0',
    boolean,
    'persistent clients leave a server of weight 0; 0 keeps them there while their template lives',
  ),
  row('ignore_tunneled', '0', boolean, 'packets of protocols unknown to IPVS are left alone'),
  row(
    'lblc_expiration',
    '86400',
    integer(mostSeconds, 's'),
    'how long scheduler lblc remembers an address that is not used',
  ),
  row(
    'lblcr_expiration',
    '86400',
    integer(mostSeconds, 's'),
    'how long scheduler lblcr remembers an address that is not used',
  ),
  row('nat_icmp_send', '0', boolean, 'masqueraded replies without a connection are answered with ICMP unreachable'),
  row(
    'pmtu_disc',
    '1',
    boolean,
    'packets too large for the way to the server are refused with ICMP when they must not be fragmented',
  ),
  row('run_estimation', '1', boolean, 'rates are estimated; 0 also freezes all counters'),
  row('schedule_icmp', '0', boolean, 'ICMP errors of unknown connections are scheduled too'),
  row('secure_tcp', '0', defence, 'stricter TCP states with shorter timeouts'),
  row('sloppy_sctp', '0', boolean, 'any SCTP packet may begin a connection'),
  row(
    'sloppy_tcp',
    '0',
    boolean,
    'any TCP packet may begin a connection; a failover with sync_persist_mode=1 needs it',
  ),
  row('snat_reroute', '1', boolean, 'masqueraded replies are routed again'),
  row(
    'sync_persist_mode',
    '0',
    choice({0: 'all connections', 1: 'only templates of persistent services'}),
    'what the sync daemon sends',
  ),
  row(
    'sync_ports',
    '1',
    choice({1: '', 2: '', 4: '', 8: '', 16: '', 32: '', 64: ''}),
    'threads and UDP ports of a sync daemon, from 8848 on',
  ),
  row(
    'sync_qlen_max',
    undefined,
    integer(Number.MAX_SAFE_INTEGER, 'messages'),
    'longest queue of the sync daemon; a 32nd of the pages of memory at first',
  ),
  row(
    'sync_refresh_period',
    '0',
    integer(mostSeconds, 's'),
    'least time between two reports of a connection that did not change',
  ),
  row('sync_retries', '0', integer(3), 'how often a connection is reported again within sync_refresh_period'),
  row('sync_sock_size', '0', integer(largestInt, 'bytes'), 'socket buffer of a sync daemon; 0 for the default'),
  row(
    'sync_threshold',
    '3 50',
    {
      type: 'two integers',
      isAllowed: (first, second) => first < second || second === 0,
      rule: 'two numbers from 0 on, the first less than the second unless that is 0',
    },
    'a connection is reported after so many packets, and again every so many',
  ),
  row('sync_version', '1', choice({0: 'old', 1: 'with IPv6 and timeouts'}), 'wire format of the sync daemon'),
];

export function sysctlRow(name: string): SysctlRow | undefined {
  return sysctlTable.find(candidate => candidate.name === name);
}
