import type {Ipvs} from '../../src/ipvs/ipvs.js';
import {formatEndpoint} from '../../src/net/endpoint.js';

/** The weights of one real server's destinations: by service, in the order in which they were seen; undefined while it is not there. */
export class WeightTrace {
  readonly #seen = new Map<string, {at: number; weight: number | undefined}[]>();
  #isOver = false;
  #work: Promise<void> = Promise.resolve();

  /** @param server its address; the port is whatever the service has */
  constructor(
    private readonly ipvs: Ipvs,
    private readonly server: string,
  ) {}

  start(): void {
    this.#work = this.#watch();
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#work;
  }

  /** The weight that each service has for it now. */
  async now(): Promise<ReadonlyMap<string, number>> {
    const weights = new Map<string, number>();
    for (const {service, destinations} of (await this.ipvs.summary()).entries) {
      if (service.id.type !== 'address') continue;
      const found = destinations.find(one => formatEndpoint(one).startsWith(`${this.server}:`));
      if (found) weights.set(formatEndpoint(service.id), found.weight);
    }
    return weights;
  }

  /** What it had, one after the other. */
  story(service: string): readonly (number | undefined)[] {
    return (this.#seen.get(service) ?? []).map(({weight}) => weight);
  }

  /** Milliseconds for which it had a weight above 0 at the longest, as far as 50 ms between two looks can tell. */
  longestWeight(service: string): number {
    const seen = this.#seen.get(service) ?? [];
    const lengths = seen.map(({at, weight}, i) => (weight ? (seen[i + 1]?.at ?? Number.POSITIVE_INFINITY) - at : 0));
    return Math.max(0, ...lengths);
  }

  async #watch(): Promise<void> {
    while (!this.#isOver) {
      await this.#look();
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    await this.#look();
  }

  async #look(): Promise<void> {
    const at = performance.now();
    const weights = await this.now();
    for (const service of new Set([...this.#seen.keys(), ...weights.keys()])) {
      const weight = weights.get(service);
      const seen = this.#seen.get(service) ?? [];
      if (seen.length === 0 || seen.at(-1)?.weight !== weight) seen.push({at, weight});
      this.#seen.set(service, seen);
    }
  }
}
