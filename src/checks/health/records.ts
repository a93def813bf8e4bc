import type {Check} from '../check.js';
import type {Milliseconds} from '../milliseconds.js';
import type {Advice} from '../probe/verdict.js';
import type {Advised} from './advice.js';
import type {CheckState} from './check-state.js';
import type {Deadlines, Timed} from './deadlines.js';
import type {Happening} from './health-event.js';
import type {HostState} from './host-state.js';
import type {MemberState} from './member-state.js';
import type {PoolState} from './pool-state.js';
import type {MemberSettings, PoolSettings} from './settings.js';
import type {MemberStanding, PoolStanding} from './standing.js';

/** All that health keeps. The states within are values that are replaced; what holds them is linked once, at a configuration. */
export interface Registry {
  pools: Map<string, PoolRecord>;
  checks: Map<string, CheckRecord>;
  hosts: Map<string, HostRecord>;
  seed: number;
  readonly deadlines: Deadlines<CheckRecord | MemberRecord | HostRecord>;
  /** How many tries have been asked for and have no verdict yet. */
  underWay: number;
  /** When it last went on after it had not been let run for a while. */
  resumedAt: Milliseconds;
}

export interface CheckRecord extends Timed {
  readonly kind: 'check';
  readonly key: string;
  readonly check: Check;
  /** Where in a span of time it begins (spread.ts). */
  readonly share: number;
  state: CheckState;
  /** Since when it is under way. */
  triedAt: Milliseconds | undefined;
  holders: MemberRecord[];
  /** How many of them are not disabled. */
  users: number;
  /** Where its probe goes; undefined of those that go nowhere. */
  host: HostRecord | undefined;
  /** It was late, and has its time anew: it is not put off twice. */
  isPutOff: boolean;
  /** Its last verdict was of a try that we stood still during, and has not counted. */
  isDiscounted: boolean;
  /** It could not be found out, and that is told. */
  isDoubtful: boolean;
}

/** What the checks of a member, its agent, and what it depends on say together. */
export type Evidence =
  | {readonly type: 'up' | 'unknown'}
  | {readonly type: 'down'; readonly check: CheckRecord}
  | {readonly type: 'down'; readonly check?: undefined; readonly words: string};

export interface MemberRecord extends Timed {
  readonly kind: 'member';
  readonly pool: PoolRecord;
  readonly name: string;
  /** Its place among the members of the pool. */
  index: number;
  settings: MemberSettings;
  state: MemberState;
  checks: readonly CheckRecord[];
  isDisabled: boolean;
  evidence: Evidence;
  advices: readonly Advice[];
  advised: Advised;
  place: MemberStanding['place'];
  /** What it adds to the count of its pool. */
  counted: number;
  dependsOn: readonly (MemberRecord | PoolRecord)[];
  dependents: MemberRecord[];
  /** Whose answer its `down` waits for. */
  waitsFor: HostRecord | undefined;
  /** It may have changed, and is looked at before the step is over. */
  isTouched: boolean;
  standing: MemberStanding | undefined;
}

export interface PoolRecord {
  readonly kind: 'pool';
  readonly name: string;
  settings: PoolSettings;
  state: PoolState;
  members: Map<string, MemberRecord>;
  count: number;
  /** Of members that come to it. */
  isDisabled: boolean;
  dependents: MemberRecord[];
  isTouched: boolean;
  standing: PoolStanding | undefined;
  /** What was last said of its members; undefined: all of it is to be said anew. */
  shown: readonly MemberStanding[] | undefined;
  /** Those of whom it does not hold any more. */
  stale: MemberRecord[];
}

export interface HostRecord extends Timed {
  readonly kind: 'host';
  readonly name: string;
  state: HostState;
  checks: CheckRecord[];
  /** What is told when it is known whether the host is there, or at the latest at `tellsAt`. */
  waiting: {readonly member: MemberRecord; readonly happening: Happening}[];
  tellsAt: Milliseconds | undefined;
}
