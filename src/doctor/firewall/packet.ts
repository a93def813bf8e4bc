import type {Address, Family} from '../../net/address.js';
import type {PacketPurpose} from '../firewall-facts.js';
import type {Hook} from './ruleset.js';

/** A packet as rules see it. Undefined is what differs from packet to packet of its kind. */
export interface Packet {
  readonly family: Family;
  /** A number of IANA: 6 TCP, 17 UDP, 112 VRRP. */
  readonly protocol: number;
  readonly source: Address | undefined;
  readonly destination: Address | undefined;
  readonly sourcePort: number | undefined;
  readonly destinationPort: number | undefined;
  readonly in: string | undefined;
  readonly out: string | undefined;
  /** What connection tracking says of it; where nothing tracks, rules that ask have no answer anyway. */
  readonly state: 'new' | 'established' | 'invalid' | 'untracked';
  /** Of TCP's header: 0x02 SYN, 0x12 SYN and ACK. */
  readonly tcpFlags: number;
  /** Undefined: set by a rule that may hold or not. */
  readonly mark: number | undefined;
  /** As addrtype and fib say it. */
  readonly destinationType: 'local' | 'multicast' | 'unicast';
}

/** The hooks that packets meet, in this order. */
export const paths = {
  in: ['ingress', 'prerouting', 'input'],
  out: ['output', 'postrouting'],
  through: ['ingress', 'prerouting', 'forward', 'postrouting'],
} as const satisfies Record<string, readonly Hook[]>;

export type Path = keyof typeof paths;

/** Where a packet leaves its path: hooks of this priority and later ones do not see it. */
export interface End {
  readonly hook: Hook;
  readonly priority: number;
}

/** A kind of packet that has to get through. */
export interface NeededPacket {
  readonly purpose: PacketPurpose;
  /** As FirewallVerdict has it. */
  readonly words: string;
  readonly packet: Packet;
  readonly path: Path;
  readonly end?: End;
}
