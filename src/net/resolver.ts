import type {Address, Ipv4Address} from './address.js';

/** Names and numbers, as this machine resolves them. */
export interface Resolver {
  /** The first IPv4 address of a host, null where there is none. */
  addressOf(host: string): Promise<Ipv4Address | null>;
  /** The canonical name of an address, null where there is none. */
  nameOf(address: Address): Promise<string | null>;
  /** The port of a named service, null where there is none. @param protocol 6, 17 or 132; others know none */
  portOf(service: string, protocol: number): number | null;
  /** The name of a port, null where there is none. */
  serviceOf(port: number, protocol: number): string | null;
}
