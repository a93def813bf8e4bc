import type {Address, Family} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {InterfaceAddress, Link} from '../ports.js';
import type {Takeover} from './holder.js';
import type {ToldState} from './told.js';

/** A virtual router on a segment. */
export interface Place {
  readonly interface: number;
  readonly family: Family;
  readonly virtualRouter: number;
}

/** What a step found out, in the order in which it happened. */
export type Transition =
  // heard
  | (Place & {
      readonly type: 'master-heard';
      readonly source: Address;
      readonly priority: number;
      readonly why: Takeover;
    })
  | (Place & {readonly type: 'no-master-heard'})
  | (Place & {readonly type: 'speaker-began'; readonly source: Address; readonly priority: number})
  | (Place & {readonly type: 'speaker-left'; readonly source: Address})
  | (Place & {readonly type: 'speaker-yielded'; readonly source: Address})
  | (Place & {readonly type: 'speaker-silent'; readonly source: Address; readonly lastSeen: Milliseconds})
  | (Place & {readonly type: 'speaker-forgotten'; readonly source: Address})
  | (Place & {readonly type: 'speaker-changed'; readonly source: Address; readonly change: Change})
  | {readonly type: 'speaker-dropped'; readonly interface: number; readonly source: Address}
  // of this host
  | {readonly type: 'address-added' | 'address-removed'; readonly address: InterfaceAddress; readonly isLate: boolean}
  | {readonly type: 'link-up' | 'link-down' | 'link-gone'; readonly link: Link}
  | {readonly type: 'daemon-running'; readonly name: string; readonly pid: number; readonly isAnother: boolean}
  | {readonly type: 'daemon-stopped' | 'daemon-gone'; readonly name: string}
  | {
      readonly type: 'instance-told' | 'group-told';
      readonly name: string;
      readonly from: ToldState | undefined;
      readonly to: ToldState;
    }
  | {readonly type: 'priority-told'; readonly name: string; readonly from: number | undefined; readonly to: number}
  | {readonly type: 'lower-priority-told'; readonly name: string}
  // of ourselves
  | {readonly type: 'stalled'; readonly since: Milliseconds}
  | {readonly type: 'clock-set-back'; readonly by: Milliseconds};

/** What an advertisement says otherwise than the one before. */
export type Change =
  | {
      readonly field: 'priority' | 'interval' | 'version' | 'address-count';
      readonly from: number;
      readonly to: number;
    }
  /** As many, but others. */
  | {readonly field: 'addresses'};
