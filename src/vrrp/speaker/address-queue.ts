import type {Milliseconds} from '../intervals.js';
import type {AddressChange, AddressFailure, NetworkPort} from '../ports.js';
import {changeOf, type KeptAddress} from './kept-address.js';

/** What became of one change; undefined where it was done. */
export interface AddressAnswer {
  readonly kept: KeptAddress;
  readonly done: AddressChange['type'];
  readonly failure: AddressFailure | undefined;
}

/** Requests of a batch. The kernel does it within the system call, some milliseconds in which no advertisement goes. */
const batchSize = 128;

/** Addresses whose turn it is, whoever's they are: batch by batch, one at a time. */
export class AddressQueue {
  readonly #waiting = new Set<KeptAddress>();
  /** By interfaces, when an address was deleted last. */
  readonly #deletions = new Map<number, Milliseconds>();
  #isBusy = false;

  /** @param onAnswers of a batch */
  constructor(
    private readonly port: NetworkPort,
    private readonly onAnswers: (answers: readonly AddressAnswer[]) => void,
  ) {}

  /** The kernel is being asked. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** There is something to ask, and nothing being asked. */
  get isReady(): boolean {
    return this.#waiting.size > 0 && !this.#isBusy;
  }

  add(kept: KeptAddress): void {
    this.#waiting.add(kept);
  }

  delete(kept: KeptAddress): void {
    this.#waiting.delete(kept);
  }

  /** When it asked last for an address to be deleted; minus infinity where it never did. @param index of the interface */
  deletedAt(index: number): Milliseconds {
    return this.#deletions.get(index) ?? Number.NEGATIVE_INFINITY;
  }

  /** Asks for the next ones. What is no more to be done by now is left out. @returns those */
  ask(now: Milliseconds): readonly KeptAddress[] {
    const batch: (readonly [KeptAddress, AddressChange])[] = [];
    const settled: KeptAddress[] = [];
    for (const kept of this.#isBusy ? [] : this.#waiting) {
      if (batch.length === batchSize) break;
      this.#waiting.delete(kept);
      const change = changeOf(kept);
      if (change?.type === 'delete-address') this.#deletions.set(kept.index, now);
      if (change) batch.push([kept, change]);
      else settled.push(kept);
    }
    if (batch.length > 0) void this.#carryOut(batch);
    return settled;
  }

  async #carryOut(batch: readonly (readonly [KeptAddress, AddressChange])[]): Promise<void> {
    this.#isBusy = true;
    for (const [kept, {type}] of batch) {
      kept.isChanging = true;
      if (type === 'add-address') kept.added = kept.own;
    }
    const failures = await this.port.apply(batch.map(([, change]) => change)).catch((error: Error) => {
      const failure = Object.assign(error, {reason: 'refused' as const}); // there was nobody to ask
      return batch.map(() => failure);
    });
    this.#isBusy = false;
    for (const [kept] of batch) kept.isChanging = false;
    this.onAnswers(batch.map(([kept, {type}], i) => ({kept, done: type, failure: failures[i]})));
  }
}
