import type {Address} from '../../../net/address.js';
import {type ServiceEntry, virtualKey} from './entries.js';

/** IP_VS_SVC_TAB_SIZE. */
const buckets = 256;

/**
 * The two hashes of services. Their order is what dumps and /proc/net/ip_vs show: bucket by bucket, the newest
 * first in each, services with an address before those with a firewall mark.
 */
export class ServiceTable {
  readonly #byAddress: ServiceEntry[][] = Array.from({length: buckets}, () => []);
  readonly #byMark: ServiceEntry[][] = Array.from({length: buckets}, () => []);
  readonly #byKey = new Map<string, ServiceEntry>();

  /** @param salt the low bits of the network namespace's address in memory, shifted right by 8: it moves the buckets */
  constructor(private readonly salt: number) {}

  get size(): number {
    return this.#byKey.size;
  }

  find(name: Pick<ServiceEntry, 'family' | 'protocol' | 'address' | 'port' | 'fwmark'>): ServiceEntry | undefined {
    return this.#byKey.get(virtualKey(name));
  }

  add(service: ServiceEntry): void {
    this.#bucket(service).push(service);
    this.#byKey.set(virtualKey(service), service);
  }

  remove(service: ServiceEntry): void {
    const bucket = this.#bucket(service);
    bucket.splice(bucket.indexOf(service), 1);
    this.#byKey.delete(virtualKey(service));
  }

  /** In the kernel's order, without the first `skip`. */
  *inOrder(skip = 0): Iterable<ServiceEntry> {
    let left = skip;
    for (const table of [this.#byAddress, this.#byMark]) {
      for (const bucket of table) {
        if (left >= bucket.length) {
          left -= bucket.length;
          continue;
        }
        for (let i = bucket.length - 1 - left; i >= 0; i--) yield bucket[i] as ServiceEntry;
        left = 0;
      }
    }
  }

  #bucket(service: ServiceEntry): ServiceEntry[] {
    if (service.fwmark !== 0) return this.#byMark[markHash(service.fwmark, this.salt)] as ServiceEntry[];
    return this.#byAddress[addressHash(service.protocol, service.address, service.port, this.salt)] as ServiceEntry[];
  }
}

/** ip_vs_svc_hashkey(). */
function addressHash(protocol: number, address: Address, port: number, salt: number): number {
  return (protocol ^ foldAddress(address) ^ salt ^ (port >> 8) ^ port) & (buckets - 1);
}

/** ip_vs_svc_fwm_hashkey(). */
function markHash(fwmark: number, salt: number): number {
  return (salt ^ fwmark) & (buckets - 1);
}

/** An address as 32 bits in host order: IPv6 words are xored together. */
export function foldAddress(address: Address): number {
  if (address.family === 'ipv4') return address.value;
  const [a, b, c, d] = address.words;
  return (a ^ b ^ c ^ d) >>> 0;
}
