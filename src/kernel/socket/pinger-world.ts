import type {Milliseconds} from '../../checks/milliseconds.js';
import type {Receiver} from '../packet/receiver.js';

export interface PingerWorld {
  /** Of the process. */
  readonly receiver: Receiver;
  /** It does not jump. */
  clock(): Milliseconds;
  after(delay: Milliseconds, call: () => void): () => void;
  /** Of 16 bits, another one than that of other processes: echo requests have it. */
  readonly identifier: number;
  /** Of 32 bits, by chance: nobody who did not see the request can make up its answer. */
  readonly secret: number;
}
