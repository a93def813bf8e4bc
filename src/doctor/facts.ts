import type {Address, Family} from '../net/address.js';
import type {Prefix} from '../net/prefix.js';
import type {DaemonConfiguration} from '../ipvs/daemon.js';
import type {Table} from '../ipvs/table.js';
import type {Finding} from '../vrrp/findings/finding.js';
import type {InstanceView} from '../vrrp/findings/instance-view.js';
import type {NetworkState} from '../vrrp/ports.js';
import type {FirewallFacts} from './firewall-facts.js';
import type {ManagerDetail} from './manager-detail.js';

/** Something that was looked at, or why it could not be. */
export type Looked<T> = {readonly known: true; readonly value: T} | {readonly known: false; readonly words: string};

/** Everything the doctor looked at, once. Each part by itself: what cannot be read leaves the others. */
export interface DirectorFacts {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly host: string;
  /** Whether the table is that of the embedded kernel: then only what is of the table is known. */
  readonly isEmbedded: boolean;
  /** What this host is said to be; undefined: what it looks like. */
  readonly role: 'director' | 'real-server' | undefined;
  /** As uname(2) has it, `6.1.0-28-amd64`; undefined where it is not that of this table. */
  readonly kernelRelease: string | undefined;
  readonly ipvs: Looked<IpvsFacts>;
  /** Of /proc/sys by dotted name, as their files show them: `net.ipv4.ip_forward` → `1`; of interfaces `net.ipv4.conf.eth0.rp_filter`. Absent: this kernel has none. */
  readonly sysctls: Looked<ReadonlyMap<string, string>>;
  /** What the files of sysctl.d(5) would set at the next boot, by dotted name, with the file that decides. */
  readonly lastingSysctls: Looked<ReadonlyMap<string, {readonly value: string; readonly file: string}>>;
  /** Modules of /proc/modules and of the kernel's own modules.builtin; those that could be loaded. */
  readonly modules: Looked<{readonly loaded: ReadonlySet<string>; readonly loadable: ReadonlySet<string>}>;
  readonly network: Looked<NetworkState>;
  /** What this host takes for its own: its addresses, and local routes to whole prefixes. Loopback too. */
  readonly localPrefixes: Looked<readonly Prefix[]>;
  readonly routes: Looked<readonly Route[]>;
  /** Who answers on the segments for an address: only with --probe. */
  readonly answers: Looked<readonly AddressAnswer[]>;
  readonly gateways: Looked<readonly GatewayFacts[]>;
  readonly firewall: Looked<FirewallFacts>;
  readonly conntrack: Looked<ConntrackFacts>;
  readonly clock: Looked<ClockFacts>;
  /** Those that run and write the table or hold addresses, and how they were found. */
  readonly managers: Looked<readonly ManagerFacts[]>;
  readonly routers: Looked<{readonly instances: readonly InstanceView[]; readonly findings: readonly Finding[]}>;
  readonly programs: Looked<Programs>;
  readonly reversePath: Looked<ReversePathFacts>;
}

export interface IpvsFacts {
  /** IP_VS_VERSION_CODE: 0x010201 for 1.2.1. */
  readonly version: number;
  readonly table: Table;
  /** Buckets of the connection hash. */
  readonly connectionTableSize: number;
  /** Entries of the connection table that servers of the table have, templates included. */
  readonly connections: number;
  readonly daemons: readonly DaemonConfiguration[];
  /** It is what everybody may read: no daemons, thresholds, persistence but for its flag, and counters. */
  readonly isPublic?: true;
  /** How many entries another director has told of; undefined where no backup daemon runs, or counting would take too long. */
  readonly synchronized: number | undefined;
}

/** One route of the main table. */
export interface Route {
  readonly family: Family;
  /** Undefined for the default route. */
  readonly to: {readonly address: Address; readonly length: number} | undefined;
  readonly gateway: Address | undefined;
  readonly interface: string | undefined;
  readonly source: Address | undefined;
  readonly metric: number;
}

/** What is found out about the network and who works on it. */
export type NetworkFacts = Pick<
  DirectorFacts,
  | 'network'
  | 'routes'
  | 'answers'
  | 'gateways'
  | 'firewall'
  | 'clock'
  | 'managers'
  | 'routers'
  | 'programs'
  | 'reversePath'
>;

/** What runs in this network namespace. */
export interface Programs {
  /** Names of processes: 15 characters of them. Text from outside. */
  readonly names: ReadonlySet<string>;
  /** Not in a container, nor where /proc hides the processes of others: what is not seen may run all the same. */
  readonly areAll: boolean;
}

/** What the kernel says of clients from afar: it was asked with examples, for each interface with an address of a service. IPv4. */
export interface ReversePathFacts {
  /** Interfaces by which it takes them. */
  readonly takes: readonly string[];
  /** Those by which it does not: its reverse path filter drops them, or there is no way back at all. */
  readonly drops: readonly string[];
  /** Packets it has dropped for that since the boot, on all interfaces together; undefined where it does not count. */
  readonly dropped: number | undefined;
  /** Whether ip rules go by marks, which the examples have none of. */
  readonly hasMarkRules: boolean;
}

export interface AddressAnswer {
  readonly address: Address;
  readonly interface: string;
  /** Who answered, but for this host: `02:00:00:00:00:01`. */
  readonly macs: readonly string[];
}

export interface GatewayFacts {
  readonly address: Address;
  readonly interface: string;
  readonly answers: boolean;
}

export interface ConntrackFacts {
  readonly count: number;
  readonly max: number;
  readonly buckets: number | undefined;
}

export interface ClockFacts {
  /** As adjtimex(2) says: STA_UNSYNC is not set. */
  readonly isSynchronized: boolean | undefined;
  /** Who keeps it: chronyd, ntpd, systemd-timesyncd; undefined: nobody was found. */
  readonly keptBy: string | undefined;
  /** Largest error, milliseconds. */
  readonly maximumErrorMilliseconds: number | undefined;
}

/** A daemon that writes the table or holds addresses. Texts are from outside. */
export interface ManagerFacts {
  readonly kind: 'keepalived' | 'ldirectord' | 'heartbeat' | 'lvsctl' | 'other';
  readonly pid: number;
  readonly version: string | undefined;
  /** Its configuration, where it could be read. */
  readonly file: string | undefined;
  /** Whether it writes IPVS services, whether it holds addresses. */
  readonly writesTable: boolean;
  readonly holdsAddresses: boolean;
  /** The services it has in its configuration: `tcp/10.0.0.1:80`. */
  readonly services: readonly string[];
  /** Schedulers that its configuration names. */
  readonly schedulers?: readonly string[];
  /** Whether its configuration wants connections synchronized. */
  readonly wantsSynchronization?: boolean;
  /** Whether failed servers stay at weight 0 (inhibit_on_failure, quiescent) rather than go. */
  readonly quiescesFailed?: boolean;
  /** What its configuration has wrong, as lvsctl lint says: file, line, words. */
  readonly problems: readonly {readonly file: string; readonly line: number; readonly words: string}[];
  /** What its traps are made of. */
  readonly detail?: ManagerDetail;
}
