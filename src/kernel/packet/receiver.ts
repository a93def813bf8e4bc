import {ReceiverThread} from './receiver-thread.js';
import type {Arrival} from './receiver-messages.js';

/** Whoever has a descriptor. Nothing comes after it was given up. */
export interface ReceiverListener {
  onArrival(arrival: Arrival): void;
  /** Receiving failed; the descriptor is still listened to. @param errno positive */
  onFailure(errno: number): void;
  /** The thread broke: nothing comes any more. */
  onEnd(error: Error): void;
}

export interface Listening {
  /** The descriptor will be closed. Idempotent. */
  giveUp(): void;
  /** Settles when it is closed; for the last one, when the thread is gone too. */
  readonly settled: Promise<void>;
}

/** Receives from descriptors: one thread for all of them, that lives as long as there are any. */
export class Receiver {
  #thread: ReceiverThread | undefined;

  /**
   * Takes over a descriptor, which is not to block, and closes it in the end.
   * @param largest bytes of a datagram; more is cut off
   */
  listen(descriptor: number, largest: number, listener: ReceiverListener): Listening {
    if (!this.#thread || this.#thread.isEnding) this.#thread = new ReceiverThread();
    return this.#thread.add(descriptor, largest, listener);
  }
}
