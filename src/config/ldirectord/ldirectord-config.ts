import type {Family} from '../../net/address.js';
import type {Place} from '../keepalived/problem.js';
import type {Secret} from '../keepalived/secret.js';
import type {Host, Port, Protocol} from './names.js';
import type {CheckType, DaemonStatus} from './value-kinds.js';
import type {Service} from './virtual-directives.js';

/** What ldirectord works with once it has read its configuration: defaults filled in, times in seconds. */
export interface LdirectordConfig {
  readonly globals: Globals;
  readonly virtuals: readonly Virtual[];
}

/** What holds for the daemon. What virtual services have of their own stands in them. */
export interface Globals {
  readonly reloadsItself: boolean;
  readonly callback?: string;
  readonly checkInterval: number;
  readonly cleansOnStop: boolean;
  readonly emailAlertFrom?: string;
  /** Names of other configurations, each of which has an ldirectord of its own. */
  readonly execute: readonly string[];
  /** One process for each virtual service. */
  readonly forks: boolean;
  /** A path, or a facility of syslog where it does not begin with a slash. */
  readonly logFile: string;
  readonly maintenanceFolder?: string;
  readonly isQuiescent: boolean;
  readonly readdsQuiescent: boolean;
  readonly isSupervised: boolean;
}

export type Subject =
  | {readonly type: 'address'; readonly host: Host; readonly port: Port}
  | {readonly type: 'fwmark'; readonly fwmark: number};

export interface Virtual {
  /** Of its `virtual` or `virtual6`. */
  readonly place: Place;
  /** As ldirectord names it: `tcp:10.0.0.1:80`, `fwm:7`, `fwm6:7`. */
  readonly id: string;
  readonly family: Family;
  readonly subject: Subject;
  readonly protocol: Protocol;
  readonly scheduler: string;
  readonly schedulerFlags?: string;
  /** Seconds; absent: clients are not persistent. */
  readonly persistence?: number;
  /** As it is written; absent where there is no persistence. */
  readonly netmask?: string;
  readonly isOnePacket: boolean;
  readonly reals: readonly Real[];
  /** Its own, else the global one. */
  readonly fallback?: Fallback;
  readonly fallbackCommand?: string;
  readonly check: Check;
  readonly isQuiescent: boolean;
  readonly cleansOnStop: boolean;
  readonly mail: Mail;
  readonly serviceName?: string;
  readonly comment?: string;
}

/** How the real servers of a virtual service are checked. */
export interface Check {
  readonly type: CheckType;
  /** Of combined checks: connects between two negotiations. */
  readonly connects: number;
  readonly service: Service;
  readonly command: string;
  /** Of all real servers; absent: each has its own. */
  readonly port?: number;
  readonly request: string;
  /** A regular expression; empty: any answer will do. */
  readonly receive: string;
  readonly httpMethod: 'GET' | 'HEAD';
  readonly virtualHost?: string;
  readonly login: string;
  readonly password: Secret;
  readonly database: string;
  readonly secret: Secret;
  /** For connect, ping, external. */
  readonly timeout: number;
  readonly negotiateTimeout: number;
  readonly interval: number;
  /** Pings for one check. */
  readonly pings: number;
  /** Failed checks before a server is down. */
  readonly failures: number;
  readonly monitorFile?: string;
}

export interface Mail {
  /** Empty: nobody is told. */
  readonly to: string;
  /** Seconds between repeated mails, 0 for none. */
  readonly frequency: number;
  readonly statuses: readonly DaemonStatus[];
  readonly smtp?: string;
}

export type Forwarding = 'gate' | 'masq' | 'ipip';

export interface Real {
  readonly place: Place;
  readonly host: Host;
  /** The last of a range between names that nobody has resolved. */
  readonly through?: Host;
  /** 0: that of the virtual service. */
  readonly port: Port;
  readonly forwarding: Forwarding;
  readonly weight: number;
  /** 0 for none. */
  readonly lowerThreshold: number;
  readonly upperThreshold: number;
  readonly request: string;
  readonly receive: string;
  /** What http checks ask for; absent for others. */
  readonly url?: string;
  /** Absent where ldirectord knows none. */
  readonly checkPort?: Port;
}

export interface Fallback {
  readonly place: Place;
  readonly host: Host;
  /** 0 with a firewall mark. */
  readonly port: Port;
  readonly forwarding: Forwarding;
}
