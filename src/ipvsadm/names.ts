import type {Address, Ipv4Address} from '../net/address.js';

/** What names and numbers stand for, as far as it has been asked already. */
export interface NameTable {
  /** gethostbyname(3): the first IPv4 address; null where there is none. Throws NameNeeded while not known. */
  addressOf(host: string): Ipv4Address | null;
  /** getservbyname(3): a port 0..65535; null where there is none. */
  portOf(service: string, protocol: number): number | null;
}

/** Thrown by a NameTable: ask the resolver for this host, then parse again. */
export class NameNeeded extends Error {
  override readonly name = 'NameNeeded';

  constructor(readonly host: string) {
    super(`the address of ${host} is not known yet`);
  }
}

/** How addresses and ports are shown. */
export interface Display {
  /** The text for an address, without brackets. */
  host(address: Address): string;
  /** The text for a port of a protocol (0 for none: always a number). */
  port(port: number, protocol: number): string;
}
