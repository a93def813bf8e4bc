import {type Address, addressKey, formatAddress, type Ipv4Address} from '../../net/address.js';
import type {Resolver} from '../../net/resolver.js';
import {type Display, NameNeeded, type NameTable} from '../../ipvsadm/names.js';

/** Lookups at once: a slow name server is not asked one address after the other, nor with thousands. */
const mostAtOnce = 64;

/** What the resolver has said so far; names and numbers are asked for once. */
export class NameCache implements NameTable, Display {
  readonly #addresses = new Map<string, Ipv4Address | null>();
  readonly #names = new Map<string, string>();

  constructor(private readonly resolver: Resolver) {}

  addressOf(host: string): Ipv4Address | null {
    const known = this.#addresses.get(host);
    if (known === undefined) throw new NameNeeded(host);
    return known;
  }

  portOf(service: string, protocol: number): number | null {
    return this.resolver.portOf(service, protocol);
  }

  host(address: Address): string {
    return this.#names.get(addressKey(address)) ?? formatAddress(address);
  }

  port(port: number, protocol: number): string {
    return this.resolver.serviceOf(port, protocol) ?? String(port);
  }

  /** Runs a parser until it no longer asks for names. */
  async whileNeeded<T>(parse: () => T): Promise<T> {
    for (;;) {
      try {
        return parse();
      } catch (error) {
        if (!(error instanceof NameNeeded)) throw error;
        this.#addresses.set(error.host, await this.resolver.addressOf(error.host));
      }
    }
  }

  /** Asks for the names of addresses that are about to be shown. */
  async learn(addresses: Iterable<Address>): Promise<void> {
    const unknown = new Map<string, Address>();
    for (const address of addresses)
      if (!this.#names.has(addressKey(address))) unknown.set(addressKey(address), address);
    const waiting = [...unknown];
    const worker = async (): Promise<void> => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const [key, address] = next;
        this.#names.set(key, (await this.resolver.nameOf(address)) ?? formatAddress(address));
      }
    };
    await Promise.all(Array.from({length: Math.min(mostAtOnce, waiting.length)}, worker));
  }
}
