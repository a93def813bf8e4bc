import {type Address, addressKey, type Family} from '../../net/address.js';
import {type Datagram, datagramFromIpv6Socket} from '../datagram.js';
import {parseIpv4Packet} from '../ipv4-packet.js';
import {isMulticast} from '../multicast.js';
import type {IpPacket, IpSocket, PacketPort} from '../ports.js';
import type {RouterSettings} from '../router/configuration.js';
import {groupOf} from './advertisement-packets.js';

/** Whoever speaks with one socket, and hears what is for its number. */
export interface SocketUser {
  readonly virtualRouter: number;
  hear(datagram: Datagram): void;
  /** The socket broke: it is closed. */
  onBroken(error: Error): void;
}

export interface Place {
  readonly index: number;
  readonly family: Family;
  /** Multicast groups; none for unicast. */
  readonly groups: readonly Address[];
}

/** Where a router speaks and hears. @param index of its link */
export function placeOf(settings: RouterSettings, index: number): Place {
  return {index, family: settings.family, groups: settings.unicast ? [] : [groupOf(settings)]};
}

/** Sockets for advertisements, one for all routers on an interface that speak to the same groups. */
export class VrrpSockets {
  readonly #shared = new Map<string, SharedSocket>();

  constructor(private readonly packets: PacketPort) {}

  /** Throws an Error with `code` where there can be none. Nobody hears before `listen`. */
  acquire(place: Place, user: SocketUser): SharedSocket {
    const key = `${place.index} ${place.family} ${place.groups.map(addressKey).join(' ')}`;
    const known = this.#shared.get(key);
    const shared = known ?? new SharedSocket(this.packets, place, () => this.#shared.delete(key));
    this.#shared.set(key, shared);
    shared.users.add(user);
    return shared;
  }
}

export class SharedSocket {
  /** Those that may send. */
  readonly users = new Set<SocketUser>();
  /** By their numbers, those that hear. */
  readonly #listeners = new Map<number, SocketUser>();
  readonly #socket: IpSocket;
  readonly #groups: ReadonlySet<string>;

  constructor(
    packets: PacketPort,
    readonly place: Place,
    private readonly onClose: () => void,
  ) {
    const {index, family, groups} = place;
    this.#groups = new Set(groups.map(addressKey));
    this.#socket = packets.openVrrp({interface: index, family, groups, isPrompt: true});
    this.#socket.onPacket = packet => this.#receive(packet);
    this.#socket.onError = error => this.#break(error);
  }

  listen(user: SocketUser): void {
    this.#listeners.set(user.virtualRouter, user);
  }

  send(packet: Uint8Array, destination: Address): 'sent' | Error {
    return this.#socket.send(packet, destination);
  }

  /** It hears nothing any more, and may still say something. */
  ignore(user: SocketUser): void {
    if (this.#listeners.get(user.virtualRouter) === user) this.#listeners.delete(user.virtualRouter);
  }

  release(user: SocketUser): void {
    this.ignore(user);
    if (this.users.delete(user) && this.users.size === 0) this.#close();
  }

  /** NB: the kernel gives a socket what any other one of this host has joined, too. */
  #receive(packet: IpPacket): void {
    const datagram = datagramOf(packet);
    const listener = datagram && this.#listeners.get(datagram.payload[1] ?? 0);
    if (!listener) return;
    const {destination} = datagram;
    if (isMulticast(destination) && this.#groups.size > 0 && !this.#groups.has(addressKey(destination))) return;
    listener.hear(datagram);
  }

  #break(error: Error): void {
    const users = [...this.users];
    this.#listeners.clear();
    this.users.clear();
    this.#close();
    for (const user of users) user.onBroken(error);
  }

  #close(): void {
    this.#socket.close();
    this.onClose();
  }
}

/** Undefined for what is no IP packet. */
function datagramOf(packet: IpPacket): Datagram | undefined {
  if (packet.family === 'ipv6')
    return datagramFromIpv6Socket(packet.bytes, packet.source, packet.destination, packet.hopLimit);
  const parsed = parseIpv4Packet(packet.bytes);
  return parsed.ok ? parsed.datagram : undefined;
}
