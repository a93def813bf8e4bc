import {wellKnownPort} from '../config/ldirectord/service-ports.js';
import type {NameTable} from '../ipvsadm/names.js';
import {udp} from '../ipvs/protocol.js';
import {formatIpv4, type Ipv4Address, ipv4} from '../net/address.js';

/** 240.0.0.0/4 is for nobody (RFC 1112 §4). */
const firstMadeUp = 0xf0000000;

/** Host names as they are written: each stands for an address that nobody has, so that nothing is looked up. */
export class WrittenNames implements NameTable {
  readonly #addresses = new Map<string, Ipv4Address>();
  readonly #names = new Map<string, string>();

  /** @param ports as the machine has them; without, those that ldirectord has to do with */
  constructor(private readonly ports: NameTable['portOf'] | undefined) {}

  /** Null for an address that is none. */
  addressOf(host: string): Ipv4Address | null {
    if (/^[\d.]+$/.test(host)) return null;
    const address = this.#addresses.get(host) ?? ipv4(firstMadeUp + this.#addresses.size + 1);
    this.#addresses.set(host, address);
    this.#names.set(formatIpv4(address.value), host);
    return address;
  }

  portOf(service: string, protocol: number): number | null {
    return this.ports?.(service, protocol) ?? numberOf(wellKnownPort(service, protocol === udp ? 'udp' : 'tcp'));
  }

  /** A text with the names in it again. */
  restore(text: string): string {
    return text.replaceAll(/\b24\d(\.\d{1,3}){3}\b/g, address => this.#names.get(address) ?? address);
  }
}

function numberOf(port: number | undefined): number | null {
  return port ?? null;
}
