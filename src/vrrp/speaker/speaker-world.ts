import type {Address} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {NetworkPort, PacketPort} from '../ports.js';

/** What a speaker gets from outside. */
export interface SpeakerWorld {
  readonly packets: PacketPort;
  readonly network: NetworkPort;
  /** Since 1970, of a clock that does not jump. */
  clock(): Milliseconds;
  /** Calls once after so long. @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
  /** Whether this host forwards IPv6 on a link, by its name: its neighbour advertisements say so. */
  isRouter(link: string): boolean;
  /** Undefined where nothing can be kept from a master's addresses. */
  readonly firewall?: AddressFirewall;
}

/** What keeps packets from the addresses of a master that does not accept them (RFC 9568 §6.1, Accept_Mode). */
export interface AddressFirewall {
  /** What is addressed to them is dropped, but for neighbour discovery (RFC 9568 §6.4.3). */
  close(addresses: readonly Address[]): Promise<void>;
  open(addresses: readonly Address[]): Promise<void>;
}
