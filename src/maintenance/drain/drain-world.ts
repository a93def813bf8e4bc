import type {Changer} from '../journal/changer.js';
import type {Milliseconds} from '../milliseconds.js';
import type {Owner} from '../owner.js';
import type {LeastServers} from './guards.js';
import type {FolderLock} from '../state/folder-lock.js';

/** What policies say of drains. */
export interface DrainPolicies {
  /** How many servers have to be left; undefined where none says. */
  readonly leastServers: LeastServers | undefined;
  /** Why a drain without a reason is refused, in words; undefined where it is not. */
  readonly needsReason: string | undefined;
  /** Why whoever is there may not override guards, in words; undefined where he may. */
  readonly noForce: string | undefined;
}

/** What drains get from outside. */
export interface DrainWorld {
  /** Where the records of this network namespace are kept: `STATE/drains/NAMESPACE`. */
  readonly folder: string;
  readonly lock: FolderLock;
  /** Of now. */
  readonly boot: string;
  /** Whoever is at the terminal: SUDO_USER, else the login name. */
  readonly user: string;
  /** Whoever else writes the table. */
  readonly owners: readonly Owner[];
  readonly changer: Changer;
  /** What the administrator has set; absent where nothing is. */
  readonly policies?: DrainPolicies;
  clock(): Milliseconds;
  /** Resolves after so long, or at once when interrupted. */
  pause(time: Milliseconds): Promise<void>;
  isInterrupted(): boolean;
}
