import type {Address} from '../../../net/address.js';
import type {Milliseconds} from '../../../checks/milliseconds.js';

export interface KnownHostsWorld {
  /** Of a host by its name; none where it has none. */
  addressesOf(host: string): Promise<readonly Address[]>;
  clock(): Milliseconds;
}

/** Looked up at once: a name server that is silent keeps a thread of this process busy for each. */
const atOnce = 2;
/** How long what was found counts, and how long that nothing was. */
const lasts = {found: 300_000, nothing: 30_000} as const satisfies Record<string, Milliseconds>;

interface Known {
  readonly addresses: readonly Address[];
  readonly until: Milliseconds;
}

/** Addresses of hosts: looked up beside everything else, and known from then on. */
export class KnownHosts {
  readonly #known = new Map<string, Known>();
  readonly #wanted = new Set<string>();
  #running = 0;

  /** @param onChange addresses of a host are others */
  constructor(
    private readonly world: KnownHostsWorld,
    private readonly onChange: () => void,
  ) {}

  /** As they are known now: none where they are still to be found. */
  addressesOf(host: string): readonly Address[] {
    return this.#known.get(host)?.addresses ?? [];
  }

  /** Whether it was looked for in vain. */
  isUnknown(host: string): boolean {
    return this.#known.get(host)?.addresses.length === 0;
  }

  /** These are wanted, and no others: what is not known, or was found long ago, is looked up. */
  want(hosts: ReadonlySet<string>): void {
    for (const host of this.#known.keys()) if (!hosts.has(host)) this.#known.delete(host);
    this.#wanted.clear();
    const now = this.world.clock();
    for (const host of hosts) if ((this.#known.get(host)?.until ?? 0) <= now) this.#wanted.add(host);
    this.#go();
  }

  #go(): void {
    for (const host of this.#wanted) {
      if (this.#running >= atOnce) return;
      this.#wanted.delete(host);
      this.#running++;
      void this.#lookUp(host);
    }
  }

  async #lookUp(host: string): Promise<void> {
    const found = await this.world.addressesOf(host).catch(() => []);
    this.#running--;
    const before = this.#known.get(host)?.addresses;
    // what was found before counts until something else is: a name server may be away
    const addresses = found.length > 0 ? found : (before ?? []);
    const until = this.world.clock() + (found.length > 0 ? lasts.found : lasts.nothing);
    this.#known.set(host, {addresses, until});
    if (JSON.stringify(before) !== JSON.stringify(addresses)) this.onChange();
    this.#go();
  }
}
