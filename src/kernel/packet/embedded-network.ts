import type {
  AddressChange,
  AddressFailure,
  AddressFlag,
  InterfaceAddress,
  Link,
  NetworkEvent,
  NetworkPort,
  NetworkState,
  NetworkWatch,
  NewAddress,
} from '../../vrrp/ports.js';
import {identityKey} from '../rtnetlink/address.js';
import {refusalOf} from '../rtnetlink/address-refusal.js';
import {type NetworkMessage, NetworkModel} from '../rtnetlink/network-model.js';
import type {Station} from './embedded-segment.js';

/** EEXIST, EADDRNOTAVAIL, ENODEV, EINVAL of <asm-generic/errno.h>. */
const errno = {exists: 17, absent: 99, noDevice: 19, invalid: 22} as const;
/** RT_SCOPE_LINK. */
const linkScope = 253;

interface EmbeddedWatch {
  readonly onEvents: (events: readonly NetworkEvent[]) => void;
  /** Undefined before its snapshot. */
  model: NetworkModel | undefined;
  isOpen: boolean;
}

/**
 * Links and addresses of one host in memory, without a clock: what changes is told in a later microtask, as a kernel tells
 * it in a later turn. NB: addresses of one subnet are not secondary to each other, and IPv6 detects no duplicates.
 */
export class EmbeddedNetwork implements NetworkPort {
  readonly #model: NetworkModel;
  readonly #watches = new Set<EmbeddedWatch>();

  /** @param stations by the indexes of the links that are plugged into segments: they have the same addresses and state */
  constructor(
    state: NetworkState,
    private readonly stations: ReadonlyMap<number, Station> = new Map(),
  ) {
    this.#model = new NetworkModel(state);
    this.#plug();
  }

  async read(): Promise<NetworkState> {
    return this.#model.state;
  }

  async apply(changes: readonly AddressChange[]): Promise<readonly (AddressFailure | undefined)[]> {
    return changes.map(change => {
      const refused = this.#refusal(change);
      if (refused === undefined) this.#happen(this.#messageOf(change));
      return refused === undefined ? undefined : refusalOf(change, refused);
    });
  }

  watch(onEvents: (events: readonly NetworkEvent[]) => void): NetworkWatch {
    const watch: EmbeddedWatch = {onEvents, model: undefined, isOpen: true};
    this.#watches.add(watch);
    this.#later(watch, () => {
      const {state} = this.#model;
      watch.model = new NetworkModel(state);
      return [{type: 'snapshot', state}];
    });
    return {
      get state() {
        return watch.model?.state;
      },
      close: () => {
        watch.isOpen = false;
        this.#watches.delete(watch);
      },
    };
  }

  close(): void {
    for (const watch of this.#watches) watch.isOpen = false;
    this.#watches.clear();
  }

  /** As a cable or an administrator does it. A link that goes down loses its IPv6 addresses; up again it has those of the link. */
  setLink(index: number, state: Station['state']): void {
    const {links, addresses} = this.#model.state;
    const link = links.find(known => known.index === index);
    if (!link) throw new Error(`there is no link ${index}`);
    const isRunning = state === 'up';
    const changed: Link = {
      ...link,
      isUp: state !== 'down',
      isRunning,
      hasCarrier: isRunning,
      operationalState: isRunning ? 'up' : 'down',
    };
    const lost = addresses.filter(one => one.interface === index && one.address.family === 'ipv6');
    const isGoingDown = link.isUp && state === 'down';
    if (isGoingDown)
      this.#ofLink.set(
        index,
        lost.filter(({scope}) => scope === linkScope),
      );
    this.#happen({type: 'link', link: changed});
    if (isGoingDown) for (const address of lost) this.#happen({type: 'address-gone', address});
    if (!link.isUp && changed.isUp)
      for (const address of this.#ofLink.get(index) ?? []) this.#happen({type: 'address', address});
  }

  /** The link-local addresses of links that are down. */
  readonly #ofLink = new Map<number, readonly InterfaceAddress[]>();

  #refusal({type, address}: AddressChange): number | undefined {
    const {links, addresses} = this.#model.state;
    if (!links.some(({index}) => index === address.interface)) return errno.noDevice;
    if (address.prefixLength > (address.address.family === 'ipv4' ? 32 : 128)) return errno.invalid;
    const isThere = addresses.some(known => identityKey(known) === identityKey(address));
    if (type === 'add-address') return isThere ? errno.exists : undefined;
    return isThere ? undefined : errno.absent;
  }

  #messageOf({type, address}: AddressChange): NetworkMessage {
    const {links, addresses} = this.#model.state;
    const known = addresses.find(one => identityKey(one) === identityKey(address));
    if (type === 'delete-address' && known) return {type: 'address-gone', address: known};
    return {type: 'address', address: asAdded(address, links.find(({index}) => index === address.interface)?.name)};
  }

  #happen(message: NetworkMessage): void {
    this.#model.apply(message);
    this.#plug();
    for (const watch of this.#watches) this.#later(watch, () => watch.model?.apply(message) ?? []);
  }

  #later(watch: EmbeddedWatch, eventsOf: () => readonly NetworkEvent[]): void {
    void Promise.resolve().then(() => {
      const events = watch.isOpen ? eventsOf() : [];
      if (events.length > 0) watch.onEvents(events);
    });
  }

  /** The stations follow. */
  #plug(): void {
    const {links, addresses} = this.#model.state;
    for (const [index, station] of this.stations) {
      const link = links.find(known => known.index === index);
      station.addresses = addresses.filter(one => one.interface === index).map(({address}) => address);
      if (link) station.state = link.isRunning ? 'up' : link.isUp ? 'no-carrier' : 'down';
    }
  }
}

/** What Linux makes of it: an IPv4 address has the interface's name as its label, and all stay. */
function asAdded(address: NewAddress, link: string | undefined): InterfaceAddress {
  const {interface: index, address: value, prefixLength, peer, broadcast, label, scope, flags = [], protocol} = address;
  const early: readonly AddressFlag[] = flags.filter(flag => flag === 'nodad');
  const late = flags.filter(flag => flag === 'noprefixroute');
  const deprecated: readonly AddressFlag[] = address.preferredLifetime === 0 ? ['deprecated'] : [];
  return {
    interface: index,
    address: value,
    prefixLength,
    peer,
    broadcast,
    label: value.family === 'ipv4' ? (label ?? link) : undefined,
    scope: scope ?? 0,
    flags: [...early, ...deprecated, 'permanent', ...late],
    protocol,
  };
}
