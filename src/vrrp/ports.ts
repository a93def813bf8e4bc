import type {Address, Family, Ipv6Address} from '../net/address.js';
import type {Mac} from '../net/mac.js';
import type {Milliseconds} from './intervals.js';

/** Where packets come from and go to. One per process; Linux implements it, and the embedded segment. */
export interface PacketPort {
  /**
   * Advertisements of one family on an interface, without promiscuous mode: multicast ones, and unicast ones to this host.
   * Its own are not received. NB: the host is a member of the groups then, and its kernel says so to whoever asks.
   * @throws Error with `code` when the socket cannot be had: ENODEV, EPERM
   */
  openVrrp(options: VrrpSocketOptions): IpSocket;
  /**
   * Advertisements of one family as they pass on an interface, before the IP layer: the host joins no group, answers no
   * query for members of one, and nobody takes it for a router. Frames of protocol 112, and in IPv4 those whose
   * authentication header (51) stands before it: to the groups, to others that the interface lets in all the same, and to
   * its own Ethernet address, even on their way to another host. Not what this host sends, what is tagged for a VLAN, nor
   * fragments of IPv6. A firewall of this host does not keep them back.
   * @throws Error with `code` when the socket cannot be had: ENODEV, EPERM
   */
  openAdvertisements(options: AdvertisementSocketOptions): FrameSocket;
  /** ARP on an interface: frames that decodeArpFrame takes, but for our own. */
  openArp(interfaceIndex: number): FrameSocket;
  /** Neighbour discovery on an interface: solicitations and advertisements for decodeNeighbourFrame, but for our own. */
  openNeighbours(interfaceIndex: number): FrameSocket;
  /**
   * Who listens to multicast groups, on an interface: the queries and reports of IGMP or MLD, for decodeMembershipReport,
   * but for our own. Reports of VRRP's group, and all of the newer kind; the interface is not asked for others.
   */
  openMembership(interfaceIndex: number, family: Family): FrameSocket;
  /** Closes every socket; settles when nothing is left behind. Sockets can be opened again. */
  close(): Promise<void>;
}

export interface VrrpSocketOptions {
  readonly interface: number;
  readonly family: Family;
  /** 112 unless told; 51 for packets with an authentication header, IPv4 only. */
  readonly protocol?: 112 | 51;
  /** Multicast groups to join: 224.0.0.18 or ff02::12 unless told. */
  readonly groups?: readonly Address[];
  /**
   * What arrives is told at once. Unless told, it may wait some 40 ms for more to come: its time is the kernel's all the
   * same, and hundreds of advertisements a second cost much less.
   */
  readonly isPrompt?: boolean;
}

export interface AdvertisementSocketOptions {
  readonly interface: number;
  readonly family: Family;
  /** Multicast groups whose frames the interface is to let in: 224.0.0.18 or ff02::12 unless told. */
  readonly groups?: readonly Address[];
}

/** What both kinds of sockets have; link down and up again does not harm them. */
interface PacketSocket<Packet> {
  /** Whoever wants what arrives. Never called within an open or a send, nor after close. */
  onPacket: (packet: Packet) => void;
  /** Nothing will arrive any more. */
  onError: (error: Error) => void;
  /** Idempotent. */
  close(): void;
}

/** Of IP packets. */
export interface IpSocket extends PacketSocket<IpPacket> {
  /**
   * Sends without waiting. The packet has its IP header, in IPv6 too; the kernel fills in the checksum of IPv4's, and the
   * identification and the source where they are zero.
   * @returns an Error with `code` where the packet was not taken: ENETDOWN, ENOBUFS, EAGAIN
   */
  send(packet: Uint8Array, destination: Address): 'sent' | Error;
}

/** Of Ethernet frames; they are told as IpSockets tell that are not prompt. */
export interface FrameSocket extends PacketSocket<ReceivedFrame> {
  /** As IpSocket.send; the frame has its header. */
  send(frame: Uint8Array): 'sent' | Error;
}

interface Received {
  readonly interface: number;
  /** When the kernel took it from the network, since 1970 by the system's clock, with a fraction. */
  readonly at: Milliseconds;
}

export type IpPacket = ReceivedIpv4Packet | ReceivedIpv6Packet;

/** With its IP header: for parseIpv4Packet. */
export interface ReceivedIpv4Packet extends Received {
  readonly family: 'ipv4';
  readonly bytes: Uint8Array;
}

/** Without its IP header, which raw sockets of IPv6 strip: for datagramFromIpv6Socket. */
export interface ReceivedIpv6Packet extends Received {
  readonly family: 'ipv6';
  readonly bytes: Uint8Array;
  readonly source: Ipv6Address;
  readonly destination: Ipv6Address;
  /** Undefined where the kernel did not tell. */
  readonly hopLimit: number | undefined;
}

/** With its Ethernet header, without a VLAN tag. */
export interface ReceivedFrame extends Received {
  readonly bytes: Uint8Array;
}

/** Links and addresses of this host. */
export interface NetworkPort {
  read(): Promise<NetworkState>;
  /** In order, as many as possible at once; what became of each. A failure does not keep the others from being done. */
  apply(changes: readonly AddressChange[]): Promise<readonly (AddressFailure | undefined)[]>;
  /**
   * Tells of every change from now on, a snapshot first. Where the kernel dropped events, there is a gap, and the events
   * that follow it are the differences.
   * @param onEvents in order, those that came together
   * @param onError nothing more will be told
   */
  watch(onEvents: (events: readonly NetworkEvent[]) => void, onError: (error: Error) => void): NetworkWatch;
  close(): void;
}

export interface NetworkWatch {
  /** What is known now; undefined before the snapshot. */
  readonly state: NetworkState | undefined;
  close(): void;
}

export interface NetworkState {
  readonly links: readonly Link[];
  readonly addresses: readonly InterfaceAddress[];
}

export type NetworkEvent =
  | {readonly type: 'snapshot'; readonly state: NetworkState}
  | {readonly type: 'gap'}
  | {readonly type: 'link-appeared' | 'link-changed' | 'link-gone'; readonly link: Link}
  | {readonly type: 'address-added' | 'address-changed' | 'address-removed'; readonly address: InterfaceAddress};

export interface Link {
  readonly index: number;
  readonly name: string;
  /** Undefined for links whose stations have no Ethernet address. */
  readonly mac: Mac | undefined;
  readonly mtu: number;
  /** IFF_UP: the administrator wants it so. */
  readonly isUp: boolean;
  /** IFF_RUNNING: it can pass packets. */
  readonly isRunning: boolean;
  readonly hasCarrier: boolean;
  readonly isLoopback: boolean;
  readonly operationalState: OperationalState;
  /** Index of the bridge, bond or VRF it belongs to. */
  readonly master: number | undefined;
  /** Index of the link it lies on (VLAN, macvlan) or ends at (veth), where that is in this network namespace. */
  readonly parent: number | undefined;
  /** `macvlan`, `vlan`, `bridge`; undefined for hardware. */
  readonly kind: string | undefined;
}

/** RFC 2863. */
export type OperationalState = 'unknown' | 'not-present' | 'down' | 'lower-layer-down' | 'testing' | 'dormant' | 'up';

/** An address of an interface is known by these. */
export interface AddressIdentity {
  readonly interface: number;
  readonly address: Address;
  readonly prefixLength: number;
  /** The other end of a point-to-point link. */
  readonly peer?: Address | undefined;
}

export interface InterfaceAddress extends AddressIdentity {
  readonly peer: Address | undefined;
  readonly broadcast: Address | undefined;
  /** IPv4 only. */
  readonly label: string | undefined;
  readonly scope: number;
  readonly flags: readonly AddressFlag[];
  /** Who added it, as with routes: 2 the kernel, 18 keepalived. Undefined where nobody said, and before Linux 5.18. */
  readonly protocol: number | undefined;
}

/** `secondary` is `temporary` for IPv6. */
export type AddressFlag =
  | 'secondary'
  | 'nodad'
  | 'optimistic'
  | 'dadfailed'
  | 'homeaddress'
  | 'deprecated'
  | 'tentative'
  | 'permanent'
  | 'managetempaddr'
  | 'noprefixroute'
  | 'mcautojoin'
  | 'stable-privacy';

/** Absent is what the kernel chooses. */
export interface NewAddress extends AddressIdentity {
  readonly broadcast?: Address | undefined;
  readonly label?: string | undefined;
  /** 0 global, 253 link, 254 host. */
  readonly scope?: number | undefined;
  readonly flags?: readonly AddressFlag[] | undefined;
  /** Seconds; 0 makes it deprecated: connections out of this host choose another. */
  readonly preferredLifetime?: number | undefined;
  readonly protocol?: number | undefined;
}

export type AddressChange =
  | {readonly type: 'add-address'; readonly address: NewAddress}
  | {readonly type: 'delete-address'; readonly address: AddressIdentity};

export interface AddressFailure extends Error {
  readonly reason: AddressFailureReason;
}

/** `unknown`: the kernel's answer was lost; the message says what the addresses show since. */
export type AddressFailureReason = 'exists' | 'absent' | 'no-interface' | 'not-permitted' | 'refused' | 'unknown';
