import type {Milliseconds} from '../../checks/milliseconds.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {StoredDrains} from '../../maintenance/drain/drain-store.js';
import type {ByHandStore} from './by-hand-file.js';

/** What keeping the table gets from outside. */
export interface TableWorld {
  readonly ipvs: Ipvs;
  /** Of the machine now: drains of another one are suspended. */
  readonly boot: string;
  /** The drains as they are recorded now. */
  drains(): StoredDrains;
  readonly byHand: ByHandStore;
  /** Calls once after so long. @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
  /** Lets everybody else have their turn. */
  pause(): Promise<void>;
  tell(severity: 'error' | 'warning' | 'notice', words: string): void;
}
