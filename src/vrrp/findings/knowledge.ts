import type {Address, Family} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {Observation} from '../observer/observation.js';
import type {InstanceState} from './instance-view.js';
import type {WantedInstance} from './wanted-instance.js';

/**
 * Everything that is known on a host. Links, addresses, daemons and FIFO lines are in the observation, as events: a
 * single look is a snapshot and a daemon event. Whatever was not asked is absent, and then nothing is said of it.
 */
export interface Knowledge {
  readonly observation: Observation;
  readonly wanted: readonly WantedInstance[];
  readonly reports?: readonly DaemonReport[];
  readonly accounts?: readonly Account[];
  readonly holds?: readonly Hold[];
  readonly uplinks?: readonly Uplink[];
  readonly witnesses?: readonly Witness[];
}

/** What a daemon said of an instance: keepalived's dump when it was asked, or the director, which tells of every change. */
export interface DaemonReport {
  readonly instance: string;
  /** Who told it, as the observer's daemon events name it; absent: whoever runs the instance. */
  readonly daemon?: string;
  /** `director`: what is told was so at `readAt` whatever the kernel showed until then. Absent: a dump. */
  readonly source?: 'director';
  readonly readAt: Milliseconds;
  readonly state: 'init' | 'backup' | 'master' | 'fault';
  readonly effectivePriority: number | undefined;
  /** What changes the priority now; undefined where the daemon does not tell. */
  readonly adjustments: readonly Adjustment[] | undefined;
  readonly lastTransition: Milliseconds | undefined;
  /** Why it is in this state; text from outside. */
  readonly why?: string;
  /** Of its sync group. */
  readonly groupState?: InstanceState;
  /** Of a master: others that it hears as masters; text from outside. */
  readonly rivals?: readonly string[];
  /** What else it says, a line each; text from outside. */
  readonly remarks?: readonly string[];
}

/** Something that is tracked, and what it adds to the priority. */
export interface Adjustment {
  /** `script check_http`; text from outside. */
  readonly by: string;
  readonly amount: number;
}

/** What a log or a journal says of a transition; text from outside. */
export interface Account {
  readonly instance: string;
  readonly state: InstanceState;
  readonly at: Milliseconds;
  readonly why: string | undefined;
  readonly source: 'log' | 'journal' | 'director';
}

/** An operator keeps an instance from being master, which keepalived shows as a fault; or makes it be master. */
export interface Hold {
  readonly instance: string;
  /** What ends it: the instance or the sync group that is held; text from outside. Absent: the instance. */
  readonly target?: string;
  /** Absent: backup. */
  readonly as?: 'backup' | 'master';
  readonly since: Milliseconds | undefined;
  readonly owner?: string | undefined;
  /** Why; text from outside. */
  readonly reason: string | undefined;
}

/** Something beyond a virtual router that has to be reached, such as a gateway. */
export interface Uplink {
  readonly target: Address;
  readonly interface: string;
  readonly isReachable: boolean;
  readonly at: Milliseconds;
  readonly since: Milliseconds | undefined;
}

/** What another host says of its own part in a virtual router. */
export interface Witness {
  /** Text from outside. */
  readonly host: string;
  /** Its addresses, by which its advertisements are known. */
  readonly addresses: readonly Address[];
  readonly family: Family;
  readonly virtualRouter: number;
  readonly state: InstanceState;
  readonly at: Milliseconds;
}
