import type {
  AdvertisementSocketOptions,
  FrameSocket,
  IpPacket,
  IpSocket,
  PacketPort,
  ReceivedFrame,
  VrrpSocketOptions,
} from '../../vrrp/ports.js';
import type {Address, Family, Ipv6Address} from '../../net/address.js';
import {addressFromBytes, writeAddress} from '../../net/address-bytes.js';
import {type Mac, multicastMac} from '../../net/mac.js';
import {advertisementGroups, reportGroups, vrrpProtocol} from './advertisement-groups.js';
import {
  advertisementFilters,
  arpFilter,
  type FrameFilter,
  membershipFilters,
  neighbourFilter,
} from './berkeley-filter.js';
import {ListeningSocket} from './listening-socket.js';
import {openLinkLayer, openRawIp, openTap} from './open-descriptor.js';
import type {Receiver} from './receiver.js';
import type {Arrival} from './receiver-messages.js';
import {addressFamily} from './socket-constants.js';
import {loadSystemCalls, type SystemCalls} from './system-calls.js';

/** ETH_P_* of <linux/if_ether.h>. */
const etherTypes = {ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd} as const;

/** Packet sockets of this machine. */
export class LinuxPacketPort implements PacketPort {
  readonly #calls = loadSystemCalls();
  /** Those that are not settled. */
  readonly #sockets = new Set<Settling>();

  /** @param receiver of the process: one thread serves all that receive */
  constructor(private readonly receiver: Receiver) {}

  openVrrp(options: VrrpSocketOptions): IpSocket {
    const {interface: index, family, protocol = vrrpProtocol, groups = [advertisementGroups[family]]} = options;
    const descriptor = openRawIp(this.#calls, index, family, protocol, groups);
    return this.#kept(new LinuxIpSocket(this.receiver, this.#calls, descriptor, options));
  }

  openAdvertisements({interface: index, family, groups = [advertisementGroups[family]]}: AdvertisementSocketOptions) {
    const filter = advertisementFilters[family];
    return this.#frames(index, openTap(this.#calls, index, etherTypes[family], filter, groups.map(multicastMac)));
  }

  openArp(interfaceIndex: number): FrameSocket {
    return this.#openFrames(interfaceIndex, etherTypes.arp, arpFilter);
  }

  openNeighbours(interfaceIndex: number): FrameSocket {
    return this.#openFrames(interfaceIndex, etherTypes.ipv6, neighbourFilter);
  }

  openMembership(interfaceIndex: number, family: Family): FrameSocket {
    const groups = [reportGroups[family], advertisementGroups[family]].map(multicastMac);
    return this.#openFrames(interfaceIndex, etherTypes[family], membershipFilters[family], groups);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.close();
    await Promise.all([...this.#sockets].map(({settled}) => settled));
  }

  #openFrames(index: number, etherType: number, filter: FrameFilter, groups: readonly Mac[] = []): FrameSocket {
    return this.#frames(index, openLinkLayer(this.#calls, index, etherType, filter, groups));
  }

  #frames(index: number, descriptor: number): FrameSocket {
    const frameOf = ({at, bytes}: Arrival): ReceivedFrame => ({interface: index, at, bytes});
    return this.#kept(new LinuxFrameSocket(this.receiver, this.#calls, descriptor, frameOf, false));
  }

  #kept<S extends Settling>(socket: S): S {
    this.#sockets.add(socket);
    void socket.settled.then(() => this.#sockets.delete(socket));
    return socket;
  }
}

interface Settling {
  close(): void;
  readonly settled: Promise<void>;
}

class LinuxIpSocket extends ListeningSocket<IpPacket> implements IpSocket {
  constructor(
    receiver: Receiver,
    calls: SystemCalls,
    descriptor: number,
    private readonly options: VrrpSocketOptions,
  ) {
    super(receiver, calls, descriptor, ipPacketOf(options.interface, options.family), options.isPrompt ?? false);
  }

  send(packet: Uint8Array, destination: Address): 'sent' | Error {
    return this.sendTo(packet, socketAddress(destination, this.options.interface));
  }
}

class LinuxFrameSocket extends ListeningSocket<ReceivedFrame> implements FrameSocket {
  send(frame: Uint8Array): 'sent' | Error {
    return this.sendTo(frame, undefined);
  }
}

function ipPacketOf(index: number, family: Family): (arrival: Arrival) => IpPacket {
  if (family === 'ipv4') return ({at, bytes}) => ({family, interface: index, at, bytes});
  return ({at, bytes, name, destination, hopLimit}) => ({
    family,
    interface: index,
    at,
    bytes,
    source: addressFromBytes('ipv6', name, 8) as Ipv6Address, // struct sockaddr_in6
    destination: addressFromBytes('ipv6', destination ?? new Uint8Array(16)) as Ipv6Address,
    hopLimit,
  });
}

/** struct sockaddr_in, or sockaddr_in6 with its scope. */
function socketAddress(address: Address, interfaceIndex: number): Uint8Array {
  const isIpv4 = address.family === 'ipv4';
  const view = new DataView(new ArrayBuffer(isIpv4 ? 16 : 28));
  view.setUint16(0, addressFamily[address.family], true);
  const bytes = new Uint8Array(view.buffer);
  writeAddress(address, bytes, isIpv4 ? 4 : 8);
  if (!isIpv4) view.setUint32(24, interfaceIndex, true);
  return bytes;
}
