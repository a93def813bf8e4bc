import type {Address, Family} from '../../net/address.js';
import type {Mac} from '../../net/mac.js';
import type {Advertisement} from '../advertisement.js';
import type {NetworkEvent} from '../ports.js';
import type {RejectionCode} from '../rejection.js';
import type {DaemonFacts} from './daemons.js';
import type {FifoLine} from './fifo-line.js';

/** Everything that the observer is told. */
export type ObserverEvent =
  | AdvertisementEvent
  /** Protocol 112, but no advertisement. */
  | {readonly type: 'rejection'; readonly interface: number; readonly family: Family; readonly code: RejectionCode}
  | {readonly type: 'carp'; readonly interface: number; readonly family: Family; readonly virtualHost: number}
  | ClaimEvent
  | ListeningEvent
  | {readonly type: 'network'; readonly event: NetworkEvent}
  | {readonly type: 'daemon'; readonly name: string; readonly facts: DaemonFacts}
  /** `isBacklog`: it was in the pipe before we read it, and nobody knows since when. */
  | {readonly type: 'fifo'; readonly line: FifoLine; readonly isBacklog: boolean}
  | {readonly type: 'clock'};

/** An advertisement that decodeAdvertisement takes, whatever any configuration says of it. */
export interface AdvertisementEvent {
  readonly type: 'advertisement';
  readonly interface: number;
  readonly source: Address;
  readonly destination: Address;
  readonly advertisement: Advertisement;
  readonly hasTrailer: boolean;
}

/** A station says that it has an address: of its own accord, or when asked (arpProbe, neighbour solicitation). */
export interface ClaimEvent {
  readonly type: 'claim';
  readonly interface: number;
  readonly address: Address;
  readonly mac: Mac;
  readonly isAnswer: boolean;
}

/** A socket for advertisements was opened, or there is none any more. Before anything that arrives there. */
export interface ListeningEvent {
  readonly type: 'listening';
  readonly interface: number;
  readonly family: Family;
  readonly isListening: boolean;
}
