import type {Address} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {RouterConfiguration} from '../router/configuration.js';
import type {RouterStatus} from './speaker-report.js';

/** What a director tells its speaker. Everything but `configure` and `shutdown` is done when it returns. */
export interface SpeakerControl {
  /**
   * Takes a configuration in the place of the one before, as a difference: routers that stay as they are notice nothing.
   * All of it or nothing: where something cannot be had, the one before is in force again.
   * @returns why nothing was changed, a line each; none when it was done
   */
  configure(configuration: RouterConfiguration): Promise<readonly string[]>;
  /** What is tracked besides links, as it is now. What is not named yet is not known, and counts as bad. */
  track(values: TrackedValues): void;
  /** All holds there are, by the names of routers and sync groups; in the place of those before. */
  hold(holds: Readonly<Record<string, 'master' | 'backup'>>): void;
  /** What is said of connection synchronization to a master that wants to hand over. */
  noteSync(sync: SyncReadiness): void;
  /** Asks a peer to take over, and then leaves; goes on as reports of this id. A member of a sync group takes all along. */
  handOver(request: HandOverRequest): void;
  /** Tells again where the addresses of a router are, if it is master. @returns how many addresses */
  announce(router: string): number;
  status(): SpeakerStatus;
  /** Gives everything up, in order; settles when no address is left, but for those that the kernel does not remove, and every goodbye is said. */
  shutdown(): Promise<void>;
}

/** By the names of the configuration. */
export interface TrackedValues {
  /** Whether it succeeds. */
  readonly scripts: Readonly<Record<string, boolean>>;
  /** The number in it. */
  readonly files: Readonly<Record<string, number>>;
  /** Whether enough of them run. */
  readonly processes: Readonly<Record<string, boolean>>;
}

export interface HandOverRequest {
  /** Of the reports about it. */
  readonly id: number;
  readonly router: string;
  /** Of the peer, on the link of the router. */
  readonly to: Address;
  /** Asks it, and changes nothing. */
  readonly isOnlyAsked: boolean;
}

export interface SyncReadiness {
  /** `none`: it is not configured; `behind`: its daemon does not run, or has not had all connections yet. */
  readonly state: 'none' | 'ready' | 'behind';
}

export interface SpeakerStatus {
  readonly at: Milliseconds;
  readonly routers: readonly RouterStatus[];
}
