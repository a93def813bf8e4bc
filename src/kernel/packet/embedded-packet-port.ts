import type {
  AdvertisementSocketOptions,
  FrameSocket,
  IpSocket,
  PacketPort,
  VrrpSocketOptions,
} from '../../vrrp/ports.js';
import type {Family} from '../../net/address.js';
import {
  advertisementFilters,
  arpFilter,
  type FrameFilter,
  membershipFilters,
  neighbourFilter,
} from './berkeley-filter.js';
import {EmbeddedFrameSocket, EmbeddedIpSocket, type Plug} from './embedded-socket.js';
import {errno, systemError} from './system-error.js';

/** The packet sockets of one host on embedded segments. */
export class EmbeddedPacketPort implements PacketPort {
  readonly #sockets = new Set<EmbeddedIpSocket | EmbeddedFrameSocket>();

  /** @param interfaces by their indexes */
  constructor(private readonly interfaces: ReadonlyMap<number, Plug>) {
    for (const [index, {station}] of interfaces) {
      station.receive = (transmission, at) => {
        for (const socket of this.#sockets) {
          if (!socket.isOpen) this.#sockets.delete(socket);
          else if (socket.interfaceIndex === index) socket.receive(transmission, at);
        }
      };
    }
  }

  openVrrp(options: VrrpSocketOptions): IpSocket {
    const socket = new EmbeddedIpSocket(options, this.#plug(options.interface));
    this.#sockets.add(socket);
    return socket;
  }

  openAdvertisements({interface: index, family}: AdvertisementSocketOptions): FrameSocket {
    return this.#openFrames(index, advertisementFilters[family]);
  }

  openArp(interfaceIndex: number): FrameSocket {
    return this.#openFrames(interfaceIndex, arpFilter);
  }

  openNeighbours(interfaceIndex: number): FrameSocket {
    return this.#openFrames(interfaceIndex, neighbourFilter);
  }

  openMembership(interfaceIndex: number, family: Family): FrameSocket {
    return this.#openFrames(interfaceIndex, membershipFilters[family]);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.close();
    this.#sockets.clear();
  }

  #openFrames(interfaceIndex: number, filter: FrameFilter): FrameSocket {
    const socket = new EmbeddedFrameSocket(interfaceIndex, this.#plug(interfaceIndex), filter);
    this.#sockets.add(socket);
    return socket;
  }

  #plug(interfaceIndex: number): Plug {
    const plug = this.interfaces.get(interfaceIndex);
    if (!plug) throw systemError('bind', errno.noDevice);
    return plug;
  }
}
