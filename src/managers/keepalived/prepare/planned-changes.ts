import type {KeepalivedReading} from '../../../config/keepalived/read-config.js';
import type {TrackedFileOf} from './include-file.js';
import type {LocatedObjection} from './objection.js';
import type {SwitchUnit} from './switch-unit.js';

/** What is wanted. */
export interface Wish {
  /** Everything that was added is to be taken away. */
  readonly isUndo: boolean;
  /** A FIFO for events, too; one that was added before stays without it. */
  readonly wantsEvents: boolean;
}

export interface FileChange {
  readonly path: string;
  /** Undefined for a file that is not there. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** An instance or group, and what it is or will be moved by. */
export interface PreparedUnit extends SwitchUnit {
  /** Ours; undefined where there is one already, or cannot be. */
  readonly ours: TrackedFileOf | undefined;
  /** Why it cannot be moved by itself. The others can be prepared all the same. */
  readonly obstacle: LocatedObjection | undefined;
}

export interface PlannedChanges {
  readonly units: readonly PreparedUnit[];
  /** In the order in which they are to be made: what is included first. */
  readonly changes: readonly FileChange[];
  readonly objections: readonly LocatedObjection[];
  /** The FIFO that there will be. */
  readonly fifo: string | undefined;
  /** Why there will be none although it was asked for: another that is configured. */
  readonly otherFifo: string | undefined;
  /** Of the files as they are. */
  readonly reading: KeepalivedReading;
  /** Every file of the configuration, as it is. */
  readonly texts: ReadonlyMap<string, string>;
}
