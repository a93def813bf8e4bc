import {type NameTable, NameNeeded} from '../../ipvsadm/names.js';
import {tcp, udp} from '../../ipvs/protocol.js';
import type {Ipv4Address} from '../../net/address.js';
import type {Resolver} from '../../net/resolver.js';
import type {Names} from '../ldirectord/names.js';

/** Lookups at once. */
const mostAtOnce = 64;

/** The host names of a file: what is needed is noted in one reading, and known in the next. */
export class KnownNames implements NameTable {
  readonly #addresses = new Map<string, Ipv4Address | null>();
  readonly #needed = new Set<string>();

  /** @param resolver undefined where names are not to be resolved: then none has an address */
  constructor(private readonly resolver: Pick<Resolver, 'addressOf' | 'portOf'> | undefined) {}

  /** @throws NameNeeded while it is not known */
  addressOf(host: string): Ipv4Address | null {
    const known = this.resolver ? this.#addresses.get(host) : null;
    if (known !== undefined) return known;
    this.#needed.add(host);
    throw new NameNeeded(host);
  }

  /** The same; undefined while it is not known, or where there is none. */
  addressIfKnown(host: string): Ipv4Address | undefined {
    try {
      return this.addressOf(host) ?? undefined;
    } catch {
      return undefined;
    }
  }

  portOf(service: string, protocol: number): number | null {
    return this.resolver?.portOf(service, protocol) ?? null;
  }

  /** Asks for what was needed. Resolves to whether there was anything: then the file is to be read again. */
  async learn(): Promise<boolean> {
    const waiting = [...this.#needed];
    const hasNew = waiting.length > 0;
    this.#needed.clear();
    const worker = async (): Promise<void> => {
      for (let host = waiting.pop(); host !== undefined; host = waiting.pop())
        this.#addresses.set(host, (await this.resolver?.addressOf(host)) ?? null);
    };
    await Promise.all(Array.from({length: Math.min(mostAtOnce, waiting.length)}, worker));
    return hasNew;
  }
}

/** The same for ldirectord.cf: those of IPv6 are not resolved. */
export function ldirectordNames(names: KnownNames): Names {
  return {
    addressOf: (host, family) => (family === 'ipv4' ? names.addressIfKnown(host) : undefined),
    portOf: (service, protocol) => names.portOf(service, protocol === 'udp' ? udp : tcp) ?? undefined,
  };
}
