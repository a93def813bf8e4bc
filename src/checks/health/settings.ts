import type {Address} from '../../net/address.js';
import type {Check} from '../check.js';
import type {Milliseconds} from '../milliseconds.js';

/** A virtual service, or a group of them with the same real servers, as health sees it. */
export interface PoolSettings {
  /** Unique; text for people: `TCP 10.0.0.1:80`, the name of a group. */
  readonly name: string;
  /** What there has to be at least, with the hysteresis that keeps it from flapping: quorum, hysteresis. */
  readonly quorum: number;
  readonly hysteresis: number;
  /** keepalived adds up weights; ldirectord counts servers. */
  readonly quorumCounts: 'weights' | 'servers';
  /** What there is instead of the others when the quorum is lost: sorry_server, fallback. */
  readonly sorry: SorrySettings | undefined;
  readonly members: readonly MemberSettings[];
}

export interface SorrySettings {
  /** sorry_server_inhibit: it stays in the table with weight 0 instead of going. */
  readonly inhibits: boolean;
}

/** A real server of a pool. */
export interface MemberSettings {
  /** Unique in its pool, and the same after a reload: `10.0.0.11:80`. */
  readonly name: string;
  /** The host it is on: what explains the failure of all its services at once. */
  readonly host: Address;
  /** The configured weight. */
  readonly weight: number;
  /** All of them have to be up; none: it is up. */
  readonly checks: readonly Check[];
  /** It is never in the table: checktype off. */
  readonly isOff: boolean;
  /** inhibit_on_failure, quiescent: weight 0 where others would be removed. */
  readonly whenDown: 'remove' | 'quiesce';
  /** A server that comes back stays out so long, with its checks up all the time. 0: not. */
  readonly holdDown: Milliseconds;
  /** After it the weight grows in so many equal steps. Over 0: at once. */
  readonly slowStart: {readonly over: Milliseconds; readonly steps: number};
  /** The same member is up only as long as these are: `pool member`, pool alone for its quorum. */
  readonly dependsOn: readonly string[];
}
