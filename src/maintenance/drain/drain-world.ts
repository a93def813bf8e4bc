import type {Changer} from '../journal/changer.js';
import type {Milliseconds} from '../milliseconds.js';
import type {Owner} from '../owner.js';
import type {FolderLock} from '../state/folder-lock.js';

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
  clock(): Milliseconds;
  /** Resolves after so long, or at once when interrupted. */
  pause(time: Milliseconds): Promise<void>;
  isInterrupted(): boolean;
}
