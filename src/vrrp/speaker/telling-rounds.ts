import type {KeptAddress} from './kept-address.js';

/** Addresses in the order in which they are told: each once, before any of them is told again. */
export class TellingRounds {
  /** Addresses and how often each is to be told from this round on. */
  readonly #rounds: Map<KeptAddress, number>[] = [];
  /** From which of them the last one was. */
  #taken = 0;

  get isEmpty(): boolean {
    return this.#rounds.every(round => round.size === 0);
  }

  /** From the first round on; what it was to be told besides is part of that. */
  add(kept: KeptAddress, times: number): void {
    if (times <= 0) return;
    for (const round of this.#rounds) round.delete(kept);
    this.#round(0).set(kept, times);
  }

  /** The next one, and how often it is to be told, this time counted. NB: there must be one. */
  take(): readonly [kept: KeptAddress, times: number] {
    const i = this.#rounds.findIndex(round => round.size > 0);
    const [first] = this.#rounds[i] ?? [];
    if (!first) throw new RangeError('nothing is to be told');
    this.#rounds[i]?.delete(first[0]);
    this.#taken = i;
    return first;
  }

  /** What was taken last was told. */
  addNext(kept: KeptAddress, times: number): void {
    if (times > 0) this.#round(this.#taken + 1).set(kept, times);
  }

  /** What was taken last could not be told. */
  putBack(kept: KeptAddress, times: number): void {
    this.#round(this.#taken).set(kept, times);
  }

  #round(i: number): Map<KeptAddress, number> {
    while (this.#rounds.length <= i) this.#rounds.push(new Map());
    return this.#rounds[i] as Map<KeptAddress, number>;
  }
}
