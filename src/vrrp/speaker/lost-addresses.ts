import type {Milliseconds} from '../intervals.js';
import {DueAddresses} from './due-addresses.js';
import type {HostNetwork} from './host-network.js';
import type {KeptAddress} from './kept-address.js';

/** How long an event of the network may be on its way, before what it says is compared with what is known. */
const settling: Milliseconds = 50;
/** An address that somebody takes away is added again so often within so long. */
const restorations = {most: 3, within: 10_000};

/** Addresses of masters that seem to be gone. */
export class LostAddresses {
  readonly #suspects = new DueAddresses();

  constructor(private readonly host: HostNetwork) {}

  /** When to look; infinity for never. */
  get deadline(): Milliseconds {
    return this.#suspects.deadline;
  }

  suspect(kept: KeptAddress, now: Milliseconds): void {
    if (!this.#suspects.has(kept)) this.#suspects.set(kept, now + settling);
  }

  forget(kept: KeptAddress): void {
    this.#suspects.delete(kept);
  }

  /** @returns what is to be added again, and what has been too often and is left alone for a while */
  look(now: Milliseconds): {readonly lost: readonly KeptAddress[]; readonly left: readonly KeptAddress[]} {
    const lost: KeptAddress[] = [];
    const left: KeptAddress[] = [];
    for (const kept of this.#suspects.take(now)) {
      if (this.host.find(kept.index, kept.own.address)) continue;
      kept.restored = kept.restored.filter(time => now - time < restorations.within);
      const [first] = kept.restored;
      if (first !== undefined && kept.restored.length >= restorations.most) {
        this.#suspects.set(kept, first + restorations.within);
        left.push(kept);
      } else {
        kept.restored = [...kept.restored, now];
        lost.push(kept);
      }
    }
    return {lost, left};
  }
}
