import {type Address, formatAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';

/** Why a virtual router of ours is in another state. */
export type Cause =
  | {readonly type: 'startup' | 'shutdown' | 'owner' | 'held' | 'released' | 'recovered' | 'sync-group'}
  | {readonly type: 'fault'; readonly faults: readonly string[]}
  /** Nobody was heard for a master-down interval; undefined: nobody ever was. */
  | {readonly type: 'silence'; readonly master: Address | undefined; readonly lastHeard: Milliseconds | undefined}
  /** The master gave up, with priority 0. */
  | {readonly type: 'gave-up'; readonly master: Address}
  /** A backup of higher priority waited until the other's time was over. */
  | {readonly type: 'preempted'; readonly master: Address; readonly priority: number}
  | {readonly type: 'outranked'; readonly by: Address; readonly priority: number}
  | {readonly type: 'handed-over'; readonly to: Address}
  | {readonly type: 'taken-over'; readonly from: Address};

/** In words for people, to stand behind "is backup: ". */
export function causeWords(cause: Cause): string {
  switch (cause.type) {
    case 'startup':
      return 'just started';
    case 'shutdown':
      return 'shut down';
    case 'owner':
      return 'it owns the addresses (priority 255)';
    case 'held':
      return 'an operator holds it so';
    case 'released':
      return 'an operator released it';
    case 'recovered':
      return 'what kept it from working is over';
    case 'sync-group':
      return 'with its sync group';
    case 'fault':
      return cause.faults.join('; ');
    case 'silence':
      return cause.master ? `${formatAddress(cause.master)} fell silent` : 'no other master was heard';
    case 'gave-up':
      return `${formatAddress(cause.master)} gave up (priority 0)`;
    case 'preempted':
      return `its priority is higher than that of ${formatAddress(cause.master)} (${cause.priority})`;
    case 'outranked':
      return `${formatAddress(cause.by)} outranks it (priority ${cause.priority})`;
    case 'handed-over':
      return `handed over to ${formatAddress(cause.to)}`;
    case 'taken-over':
      return `${formatAddress(cause.from)} handed over to it`;
  }
}
