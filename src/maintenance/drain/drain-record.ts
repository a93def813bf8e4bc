import type {DestinationConfiguration} from '../../ipvs/destination.js';
import type {ServiceId} from '../../ipvs/service.js';
import type {Milliseconds} from '../milliseconds.js';
import type {OwnedWay} from '../owner.js';

/** A drain as it is kept on disk until undrain: whatever happens to the process, the weights are here. Texts are from outside. */
export interface DrainRecord {
  /** What was asked for, and its name: `10.1.0.11`, `10.1.0.11:80`, `10.1.0.0/24`. */
  readonly target: string;
  /** The boot of the machine: after another one it is suspended. */
  readonly boot: string;
  readonly since: Milliseconds;
  readonly user: string;
  readonly reason: string | undefined;
  /** When it is to end; undefined for until undrain. */
  readonly expires: Milliseconds | undefined;
  /** Whether the destinations are deleted when they are empty. */
  readonly then: 'stay' | 'remove';
  /** It was begun and not finished yet, or is as it shall be. */
  readonly stage: 'quiescing' | 'draining' | 'drained' | 'removed' | 'restoring';
  readonly destinations: readonly DrainedDestination[];
  /** Bits that were added to services, so that their scheduler steps over weight 0. */
  readonly flags: readonly {readonly service: ServiceId; readonly flags: number}[];
  readonly sysctls: readonly {readonly name: string; readonly before: string}[];
}

/** One destination, as it was before. */
export interface DrainedDestination {
  readonly service: ServiceId;
  readonly destination: DestinationConfiguration;
  readonly owner: string | undefined;
  readonly way: OwnedWay | undefined;
}
