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
  readonly #ready: Promise<void>;
  #settle: {readonly resolve: () => void; readonly reject: (error: Error) => void} = {resolve() {}, reject() {}};

  constructor(
    private readonly network: NetworkPort,
    private readonly clock: () => Milliseconds,
    private readonly listener: HostWatchListener,
  ) {
    this.#ready = new Promise((resolve, reject) => (this.#settle = {resolve, reject}));
    this.#ready.catch(() => {}); // whoever waits is told
    this.#begin();
  }

  /** Settles with the first snapshot. Rejects where the kernel does not tell. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  get deadline(): Milliseconds {
    return this.#again;
  }

  wake(now: Milliseconds): void {
    if (now < this.#again || this.#isOver) return;
    this.#again = Number.POSITIVE_INFINITY;
    this.#begin();
  }

  close(): void {
    this.#isOver = true;
    this.#watch?.close();
  }

  #begin(): void {
    const fail = (error: Error) => {
      if (this.#isOver) return;
      this.#again = this.clock() + pause;
      this.#settle.reject(error);
      this.listener.onError(error);
    };
    try {
      this.#watch = this.network.watch(events => {
        if (this.#isOver) return;
        this.listener.onEvents(events);
        this.#settle.resolve();
      }, fail);
    } catch (error) {
      fail(error as Error);
    }
  }
}
