import type {Milliseconds} from '../intervals.js';
import type {NetworkEvent, NetworkPort, NetworkWatch} from '../ports.js';

/** Until links and addresses are watched anew. */
const pause: Milliseconds = 1000;

export interface HostWatchListener {
  onEvents(events: readonly NetworkEvent[]): void;
  /** Nothing is told any more, until it is watched anew. */
  onError(error: Error): void;
}

/** Watches links and addresses, and begins anew where that broke. */
export class HostWatch {
  #watch: NetworkWatch | undefined;
  #again = Number.POSITIVE_INFINITY;
  #isOver = false;
  #first: Promise<void> | undefined;
  #isKnown = false;
  #settle: {readonly resolve: () => void; readonly reject: (error: Error) => void} = {resolve() {}, reject() {}};

  constructor(
    private readonly network: NetworkPort,
    private readonly clock: () => Milliseconds,
    private readonly listener: HostWatchListener,
  ) {}

  get deadline(): Milliseconds {
    return this.#again;
  }

  /** Settles with the first snapshot. Rejects where the kernel does not tell, which is tried again the next time; or when it is closed before. */
  start(): Promise<void> {
    if (this.#first) return this.#first;
    const first = new Promise<void>((resolve, reject) => (this.#settle = {resolve, reject}));
    this.#first = first;
    this.#begin();
    return first;
  }

  wake(now: Milliseconds): void {
    if (now < this.#again || this.#isOver) return;
    this.#again = Number.POSITIVE_INFINITY;
    this.#begin();
  }

  close(): void {
    this.#isOver = true;
    this.#watch?.close();
    this.#settle.reject(new Error('they are not watched any more'));
  }

  #begin(): void {
    const fail = (error: Error) => {
      if (this.#isOver) return;
      if (!this.#isKnown) return this.#giveUp(error);
      this.#again = this.clock() + pause;
      this.listener.onError(error);
    };
    try {
      this.#watch = this.network.watch(events => {
        if (this.#isOver) return;
        this.#isKnown = true;
        this.listener.onEvents(events);
        this.#settle.resolve();
      }, fail);
    } catch (error) {
      fail(error as Error);
    }
  }

  #giveUp(error: Error): void {
    this.#first = undefined;
    this.#watch?.close();
    this.#settle.reject(error);
  }
}
