import {parsePrefix} from '../../net/prefix.js';
import type {OwnAddress} from '../../vrrp/router/configuration.js';
import {type Kind, wordKind, writtenKind} from './kind.js';
import {address, choice, linkName, whole} from './kinds.js';
import {optional, required, type Shaped, shapeKind, usually} from './shape.js';

/** Of <linux/rtnetlink.h>: RT_SCOPE_*. */
const scopes = {global: 0, link: 253, host: 254} as const;

const prefix = wordKind('an address such as 10.0.0.100/24', parsePrefix);

/** An address that needs more than its length. */
export const addressShape = {
  name: 'an address',
  keys: {
    address: required(prefix, 'the address; without a length it is the only one of its network'),
    interface: optional(linkName, "the router's", 'the link that gets it'),
    label: optional(
      wordKind('a text of at most 15 characters', word => (/^[^\s]{1,15}$/.test(word) ? word : undefined)),
      'none',
      'its label; of IPv4 only',
    ),
    scope: optional(choice('global', 'link', 'host'), 'global', 'its scope'),
    broadcast: optional(address, 'none', 'its broadcast address; of IPv4 only'),
    peer: optional(address, 'none', 'the other end of a link from point to point'),
  },
} as const;

/** An address with the offset at which it stands. */
export interface PlacedAddress {
  readonly own: OwnAddress;
  readonly offset: number;
}

const short: Kind<PlacedAddress> = {
  takes: prefix.takes,
  read(spot, text) {
    const found = prefix.read(spot, text);
    return found && {own: {...plain, address: found.address, prefixLength: found.length}, offset: spot.offset};
  },
};

const long: Kind<PlacedAddress> = {
  takes: 'a map of address, interface and so on',
  read(spot, text) {
    const found = shapeKind(this.takes, addressShape).read(spot, text);
    return found && {own: ownAddress(found), offset: spot.offset};
  },
};

export const ownAddressKind: Kind<PlacedAddress> = writtenKind('an address such as 10.0.0.100/24, or a map', {
  word: short,
  map: long,
});

function ownAddress({address: {address, length}, ...rest}: Shaped<typeof addressShape>): OwnAddress {
  return {
    address,
    prefixLength: length,
    interface: rest.interface,
    label: rest.label,
    scope: rest.scope === undefined ? undefined : scopes[rest.scope],
    broadcast: rest.broadcast,
    peer: rest.peer,
  };
}

const plain = {interface: undefined, label: undefined, scope: undefined, broadcast: undefined, peer: undefined};

/** One to speak with, with the bounds that its packets must keep. */
export const peerShape = {
  name: 'a peer',
  keys: {
    address: required(address, 'its address'),
    'min-ttl': usually(
      whole(0, 255),
      1,
      '1',
      'packets with a lower TTL or hop limit do not count; with 0 and no max-ttl for all peers, anybody is heard who speaks by unicast',
    ),
    'max-ttl': usually(whole(0, 255), 255, '255', 'nor do those with a higher one'),
  },
} as const;

type Peer = Shaped<typeof peerShape>;

const plainPeer: Kind<Peer> = {
  takes: address.takes,
  read(spot, text) {
    const found = address.read(spot, text);
    return found && {address: found, 'min-ttl': 1, 'max-ttl': 255, spot: () => spot.offset};
  },
};

export const peerKind: Kind<Peer> = writtenKind('an address, or a map of address, min-ttl and max-ttl', {
  word: plainPeer,
  map: shapeKind('a map of address, min-ttl and max-ttl', peerShape),
});
