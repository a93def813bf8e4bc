import {isDeepStrictEqual} from 'node:util';
import type {InterfaceAddress, Link, NetworkEvent, NetworkState} from '../../vrrp/ports.js';
import type {Message} from '../netlink/message.js';
import {identityKey, readInterfaceAddress} from './address.js';
import {routeMessage} from './attributes.js';
import {readLink} from './link.js';

/** What the kernel said of one link or address. */
export type NetworkMessage =
  | {readonly type: 'link' | 'link-gone'; readonly link: Link}
  | {readonly type: 'address' | 'address-gone'; readonly address: InterfaceAddress};

/** Undefined for messages of other things. */
export function readNetworkMessage(datagram: Buffer, {type, start, end}: Message): NetworkMessage | undefined {
  if (type === routeMessage.newLink || type === routeMessage.deleteLink) {
    const link = readLink(datagram, start, end);
    return link && {type: type === routeMessage.newLink ? 'link' : 'link-gone', link};
  }
  if (type === routeMessage.newAddress || type === routeMessage.deleteAddress) {
    const address = readInterfaceAddress(datagram, start, end);
    return address && {type: type === routeMessage.newAddress ? 'address' : 'address-gone', address};
  }
  return undefined;
}

/** Links and addresses as they are known. */
export class NetworkModel {
  readonly #links = new Map<number, Link>();
  readonly #addresses = new Map<string, InterfaceAddress>();

  constructor({links, addresses}: NetworkState) {
    for (const link of links) this.#links.set(link.index, link);
    for (const address of addresses) this.#addresses.set(identityKey(address), address);
  }

  get state(): NetworkState {
    return {links: [...this.#links.values()], addresses: [...this.#addresses.values()]};
  }

  /** The events of what is news. */
  apply(message: NetworkMessage): NetworkEvent[] {
    switch (message.type) {
      case 'link':
        return this.#setLink(message.link);
      case 'link-gone':
        return this.#removeLink(message.link);
      case 'address':
        return this.#setAddress(message.address);
      case 'address-gone':
        return this.#removeAddress(message.address);
    }
  }

  /** Becomes another state; the events that lead there. */
  become({links, addresses}: NetworkState): NetworkEvent[] {
    const next = new NetworkModel({links, addresses});
    const gone = [...this.#addresses].filter(([key]) => !next.#addresses.has(key)).map(([, address]) => address);
    const goneLinks = [...this.#links.values()].filter(({index}) => !next.#links.has(index));
    return [
      ...gone.flatMap(address => this.#removeAddress(address)),
      ...goneLinks.flatMap(link => this.#removeLink(link)),
      ...links.flatMap(link => this.#setLink(link)),
      ...addresses.flatMap(address => this.#setAddress(address)),
    ];
  }

  #setLink(link: Link): NetworkEvent[] {
    const known = this.#links.get(link.index);
    if (known && isDeepStrictEqual(known, link)) return [];
    this.#links.set(link.index, link);
    return [{type: known ? 'link-changed' : 'link-appeared', link}];
  }

  /** Its addresses go before it; the kernel says so itself, unless that was lost. */
  #removeLink({index}: Link): NetworkEvent[] {
    const known = this.#links.get(index);
    if (!known) return [];
    const addresses = [...this.#addresses.values()].filter(address => address.interface === index);
    const events = addresses.flatMap(address => this.#removeAddress(address));
    this.#links.delete(index);
    return [...events, {type: 'link-gone', link: known}];
  }

  #setAddress(address: InterfaceAddress): NetworkEvent[] {
    const key = identityKey(address);
    const known = this.#addresses.get(key);
    if (known && isDeepStrictEqual(known, address)) return [];
    this.#addresses.set(key, address);
    return [{type: known ? 'address-changed' : 'address-added', address}];
  }

  #removeAddress(address: InterfaceAddress): NetworkEvent[] {
    const key = identityKey(address);
    const known = this.#addresses.get(key);
    if (!known) return [];
    this.#addresses.delete(key);
    return [{type: 'address-removed', address: known}];
  }
}
