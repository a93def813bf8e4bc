import type {ProbeWorld} from '../probe-world.js';

/** So much of a body is searched for a pattern. */
export const longestText = 4_194_304;
/** So much is kept of all bodies at once. */
const mostKept = 67_108_864;

/** The start of a body, kept for a pattern, and the head before it where that counts too. */
export class BodyText {
  readonly #store: Store;
  #head = '';
  #text = '';
  #isGone = false;

  constructor(world: ProbeWorld) {
    this.#store = stores.get(world) ?? {kept: 0};
    stores.set(world, this.#store);
  }

  /** @param text as latin1 @returns whether there is room for it */
  takeHead(text: string): boolean {
    if (this.#isGone) return true;
    if (this.#store.kept + text.length > mostKept) return false;
    this.#store.kept += text.length;
    this.#head = text;
    return true;
  }

  /** @returns whether there is room for it */
  take(bytes: Buffer): boolean {
    const length = Math.min(bytes.length, longestText - this.#text.length);
    if (length === 0 || this.#isGone) return true;
    if (this.#store.kept + length > mostKept) return false;
    this.#store.kept += length;
    this.#text += bytes.toString('latin1', 0, length);
    return true;
  }

  /** As latin1. */
  get text(): string {
    return this.#text;
  }

  /** As latin1; empty where it does not count. */
  get head(): string {
    return this.#head;
  }

  /** It is not needed any more. */
  letGo(): void {
    this.#isGone = true;
    this.#store.kept -= this.#head.length + this.#text.length;
    this.#head = '';
    this.#text = '';
  }
}

interface Store {
  kept: number;
}

const stores = new WeakMap<ProbeWorld, Store>();
