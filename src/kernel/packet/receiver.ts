import {ReceiverThread} from './receiver-thread.js';
import type {Arrival, Reception} from './receiver-messages.js';

/** Whoever has a descriptor. Nothing comes after it was given up. */
export interface ReceiverListener {
  /** NB: what it has lies in a block with others: whoever keeps a part of it keeps all of them. */
  onArrival(arrival: Arrival): void;
  /** Receiving failed; the descriptor is still listened to. @param errno positive */
  onFailure(errno: number): void;
  /** The thread broke: nothing comes any more. */
  onEnd(error: Error): void;
}

/** Whoever awaits that a descriptor is readable. Only one of these is called, and nothing after it was given up. */
export interface ReadinessListener {
  onReadable(): void;
  /** The thread broke: it will never be known. */
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

  /** Takes over a descriptor, which is not to block, and closes it in the end. */
  listen(descriptor: number, reception: Reception, listener: ReceiverListener): Listening {
    return this.#living().add(descriptor, reception, listener);
  }

  /** Takes over a descriptor such as a pidfd, and closes it once it is readable or given up. */
  whenReadable(descriptor: number, listener: ReadinessListener): Listening {
    return this.#living().add(descriptor, undefined, listener);
  }

  #living(): ReceiverThread {
    if (!this.#thread || this.#thread.isEnding) this.#thread = new ReceiverThread();
    return this.#thread;
  }
}
