import {ownAddressKind, peerKind} from './address-keys.js';
import {type Kind, writtenKind} from './kind.js';
import {address, choice, linkName, listOf, password, plainName, span, truth, whole} from './kinds.js';
import {onShape} from './notify-keys.js';
import {optional, required, type Shaped, shapeKind, usually} from './shape.js';
import {trackShape} from './tracking-keys.js';

const addresses = listOf('a list of addresses', ownAddressKind);
const track = shapeKind('a map of interfaces, scripts, files and processes', trackShape);
const on = shapeKind('a map of master, backup and so on', onShape);

/** A virtual router. */
export const routerShape = {
  name: 'a router',
  keys: {
    interface: required(linkName, 'the link it speaks on'),
    id: required(whole(1, 255), 'the VRID (RFC 9568 §5.2.3); its peers have the same'),
    addresses: required(addresses, 'what its master has, and advertises; all IPv4 or all IPv6'),
    excluded: usually(addresses, [], 'none', 'addresses of either family that its master has and does not advertise'),
    priority: usually(whole(1, 255), 100, '100', 'the highest is master; 255 is whoever owns the addresses'),
    version: usually(choice(2, 3), 3, '3', 'of VRRP: RFC 3768 (IPv4 only) or RFC 9568'),
    interval: usually(span(10, 255_000), 1000, '1s', 'between advertisements: whole seconds with version 2, 10ms to 40950ms in steps of 10ms with version 3'),
    'silent-intervals': usually(whole(1, 100), 3, '3', 'how many of them may be missed until another takes over'),
    preempt: usually(truth, true, 'true', 'take over from a master of lower priority'),
    'preempt-delay': usually(span(0, 1_000_000), 0, '0s', 'but leave it alone for so long'),
    'answer-lower': usually(truth, true, 'true', 'a master answers one of lower priority at once'),
    accept: usually(truth, true, 'true', 'the master answers to the addresses, not only for them (RFC 9568 §6.1, Accept_Mode)'),
    peers: optional(listOf('a list of addresses', peerKind), 'multicast', 'whom it speaks with by unicast'),
    ttl: usually(whole(1, 255), 255, '255', 'TTL or hop limit of what it sends to peers'),
    group: optional(address, '224.0.0.18 or ff02::12', 'the multicast group it speaks to'),
    source: optional(address, "the link's", 'the address it speaks from'),
    password: optional(password, 'none', 'of version 2: anyone on the link can read it'),
    checksum: usually(choice('pseudo-header', 'message'), 'pseudo-header', 'pseudo-header', 'what the checksum of version 3 over IPv4 covers: `pseudo-header` as keepalived has it, `message` as RFC 9568; both are understood'),
    track: optional(track, 'its own link', 'what it depends on'),
    on: optional(on, 'nothing', 'what is run when it changes'),
  },
} as const; // biome-ignore format: a table

export type RouterDraft = Shaped<typeof routerShape>;

const members = listOf('a list of routers', plainName);

/** Routers that are master together, where their names are not all. */
export const groupShape = {
  name: 'a group',
  keys: {
    members: required(members, 'the routers'),
    track: optional(track, 'nothing', 'what all of them depend on'),
    on: optional(on, 'nothing', 'what is run when the group changes'),
  },
} as const;

export type GroupDraft = Shaped<typeof groupShape>;

const plainGroup: Kind<GroupDraft> = {
  takes: members.takes,
  read(spot, text) {
    const found = members.read(spot, text);
    return found && {members: found, track: undefined, on: undefined, spot: () => spot.offset};
  },
};

export const groupKind: Kind<GroupDraft> = writtenKind('a list of routers, or a map of members, track and on', {
  list: plainGroup,
  map: shapeKind('a map of members, track and on', groupShape),
});
