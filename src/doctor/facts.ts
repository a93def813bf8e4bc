import type {Address, Family} from '../net/address.js';
import type {DaemonConfiguration} from '../ipvs/daemon.js';
import type {Table} from '../ipvs/table.js';
import type {Finding} from '../vrrp/findings/finding.js';
import type {InstanceView} from '../vrrp/findings/instance-view.js';
import type {NetworkState} from '../vrrp/ports.js';
import type {FirewallFacts} from './firewall-facts.js';

/** Something that was looked at, or why it could not be. */
export type Looked<T> = {readonly known: true; readonly value: T} | {readonly known: false; readonly words: string};

/** Everything the doctor looked at, once. Each part by itself: what cannot be read leaves the others. */
export interface DirectorFacts {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly host: string;
  /** Whether the table is that of the embedded kernel: then only what is of the table is known. */
  readonly isEmbedded: boolean;
  readonly ipvs: Looked<IpvsFacts>;
  /** Of /proc/sys by dotted name, as their files show them: `net.ipv4.ip_forward` → `1`; of interfaces `net.ipv4.conf.eth0.rp_filter`. Absent: this kernel has none. */
  readonly sysctls: Looked<ReadonlyMap<string, string>>;
  /** What the files of sysctl.d(5) would set at the next boot, by dotted name, with the file that decides. */
  readonly lastingSysctls: Looked<ReadonlyMap<string, {readonly value: string; readonly file: string}>>;
  /** Modules of /proc/modules and of the kernel's own modules.builtin; those that could be loaded. */
  readonly modules: Looked<{readonly loaded: ReadonlySet<string>; readonly loadable: ReadonlySet<string>}>;
  readonly network: Looked<NetworkState>;
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
}

export interface IpvsFacts {
  readonly table: Table;
  /** Buckets of the connection hash. */
  readonly connectionTableSize: number;
  /** Entries of the connection table, templates included; undefined where counting them would take too long. */
  readonly connections: number | undefined;
  readonly memoryBytes: number;
  readonly daemons: readonly DaemonConfiguration[];
  /** Of those connections that a sync daemon should have sent or received: see lvsctl sync status; undefined where none runs. */
  readonly coveragePercent: number | undefined;
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
  /** What its configuration has wrong, as lvsctl lint says: file, line, words. */
  readonly problems: readonly {readonly file: string; readonly line: number; readonly words: string}[];
}
