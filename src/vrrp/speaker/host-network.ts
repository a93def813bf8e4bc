import {type Address, addressKey} from '../../net/address.js';
import type {InterfaceAddress, Link, NetworkEvent} from '../ports.js';

/** Links and addresses of this host, as they are told. */
export class HostNetwork {
  readonly #links = new Map<number, Link>();
  #names: ReadonlyMap<string, Link> = new Map();
  /** Of each interface, by addressKey: an address may be there with several prefixes. */
  readonly #addresses = new Map<number, Map<string, readonly InterfaceAddress[]>>();

  /** By their names. */
  get links(): ReadonlyMap<string, Link> {
    return this.#names;
  }

  *on(index: number): Iterable<InterfaceAddress> {
    for (const same of this.#addresses.get(index)?.values() ?? []) yield* same;
  }

  /** An address on one interface, with any prefix. */
  find(index: number, address: Address): InterfaceAddress | undefined {
    return this.all(index, address)[0];
  }

  /** With each of its prefixes. */
  all(index: number, address: Address): readonly InterfaceAddress[] {
    return this.#addresses.get(index)?.get(addressKey(address)) ?? [];
  }

  /** On any interface. */
  has(address: Address): boolean {
    const key = addressKey(address);
    return [...this.#addresses.values()].some(own => own.has(key));
  }

  apply(event: NetworkEvent): void {
    switch (event.type) {
      case 'snapshot':
        this.#links.clear();
        this.#addresses.clear();
        for (const link of event.state.links) this.#links.set(link.index, link);
        for (const address of event.state.addresses) this.#set(address);
        this.#nameLinks();
        break;
      case 'gap':
        break; // the differences follow
      case 'link-appeared':
      case 'link-changed':
        this.#links.set(event.link.index, event.link);
        this.#nameLinks();
        break;
      case 'link-gone':
        this.#links.delete(event.link.index);
        this.#addresses.delete(event.link.index);
        this.#nameLinks();
        break;
      case 'address-added':
      case 'address-changed':
        this.#set(event.address);
        break;
      case 'address-removed':
        this.#remove(event.address);
    }
  }

  #nameLinks(): void {
    this.#names = new Map([...this.#links.values()].map(link => [link.name, link]));
  }

  #set(address: InterfaceAddress): void {
    const own = this.#addresses.get(address.interface) ?? new Map<string, readonly InterfaceAddress[]>();
    this.#addresses.set(address.interface, own);
    const key = addressKey(address.address);
    const same = own.get(key);
    own.set(key, same ? [...same.filter(other => !isSamePlace(other, address)), address] : [address]);
  }

  #remove(address: InterfaceAddress): void {
    const own = this.#addresses.get(address.interface);
    const key = addressKey(address.address);
    const others = own?.get(key)?.filter(other => !isSamePlace(other, address)) ?? [];
    if (others.length > 0) own?.set(key, others);
    else own?.delete(key);
  }
}

/** Of two with the same address and interface. */
function isSamePlace(a: InterfaceAddress, b: InterfaceAddress): boolean {
  const peerOf = ({peer}: InterfaceAddress) => (peer ? addressKey(peer) : '');
  return a.prefixLength === b.prefixLength && peerOf(a) === peerOf(b);
}
