import type {Check} from '../../checks/check.js';
import type {MemberSettings} from '../../checks/health/settings.js';
import type {Milliseconds} from '../../checks/milliseconds.js';
import type {DestinationConfiguration} from '../../ipvs/destination.js';
import type {ServiceConfiguration} from '../../ipvs/service.js';

/**
 * What the table is to be, and how it is found out which servers work: the one desired state, whichever file it is
 * from. Plain values, checked: it can be carried out as it stands. Texts are from outside.
 */
export interface PoolConfiguration {
  /** In the order of the file; no service of the kernel is in two of them. */
  readonly pools: readonly Pool[];
  readonly notices: NoticeSettings;
  /** What becomes of the services when the director stops: keepalived clears, ldirectord as cleanstop says. */
  readonly onStop: 'clear' | 'leave';
  /** ldirectord's maintenancedir: a file named for a server keeps it out. */
  readonly maintenanceFolder: string | undefined;
}

/** A virtual service, or several with the same real servers: a virtual_server_group. */
export interface Pool {
  /** Unique: `TCP 10.0.0.1:80`, `FWM 7`, the name of a group. The same after a reload of the same service. */
  readonly name: string;
  readonly place: PoolPlace;
  /** Of the kernel, at least one. */
  readonly services: readonly ServiceConfiguration[];
  readonly servers: readonly PoolServer[];
  readonly sorry: PoolSorry | undefined;
  readonly quorum: number;
  readonly hysteresis: number;
  readonly quorumCounts: 'weights' | 'servers';
  readonly quorumUp: PoolCommand | undefined;
  readonly quorumDown: PoolCommand | undefined;
  /** omega, notifies at the end: commands of servers and quorum run when the director stops, too. */
  readonly tellsAtEnd: boolean;
  /** Who gets mail about it; empty: nobody, or whoever the notices name. */
  readonly mailTo: readonly string[];
}

export interface PoolServer extends Omit<MemberSettings, 'dependsOn'> {
  readonly place: PoolPlace;
  /** As it is in each of the services, in their order: only masquerading has a port of its own. */
  readonly destinations: readonly DestinationConfiguration[];
  readonly notifyUp: PoolCommand | undefined;
  readonly notifyDown: PoolCommand | undefined;
  readonly sendsMail: boolean;
  /** Tells of the weight besides the checks: HAProxy's agent-check. */
  readonly agent: Check | undefined;
  readonly dependsOn: readonly string[];
}

export interface PoolSorry {
  readonly destinations: readonly DestinationConfiguration[];
  readonly inhibits: boolean;
}

/** Run without a shell. */
export interface PoolCommand {
  readonly words: readonly string[];
  /** `name` or `name group`. */
  readonly user: string | undefined;
}

export interface PoolPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Who is told of what happens. */
export interface NoticeSettings {
  /** What happens within it has one notice, where it has one cause. */
  readonly window: Milliseconds;
  /** How often it is said again that something is still down; 0: not. */
  readonly repeat: Milliseconds;
  /** That it is up again is told. */
  readonly tellsRecovery: boolean;
  readonly mail: MailSettings | undefined;
  /** Runs with the notice as JSON on its standard input. */
  readonly command: PoolCommand | undefined;
  /** Gets the notice as JSON by POST. */
  readonly webhook: {readonly url: string; readonly timeout: Milliseconds} | undefined;
}

export interface MailSettings {
  readonly to: readonly string[];
  readonly from: string;
  readonly server: {readonly host: string; readonly port: number};
  readonly helo: string | undefined;
  readonly timeout: Milliseconds;
}
