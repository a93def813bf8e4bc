import {addressKey, type Family, formatAddress} from '../../net/address.js';
import {intervalUnits, isAdvertisable} from '../../vrrp/intervals.js';
import {isLinkLocal, isMulticast} from '../../vrrp/multicast.js';
import type {PlacedAddress} from './address-keys.js';
import {formatSpan} from './kinds.js';
import type {RouterDraft} from './router-keys.js';
import type {Named} from './shape.js';
import type {YamlText} from './yaml-text.js';

/** RFC 9568 §5.2.5: the field has 8 bits. */
export const mostAddresses = 255;
/** What keepalived puts into a packet of 1500 bytes. */
export const mostAddressesOf6 = 89;
/** Shorter ones are kept by no promise of ours in real time. */
export const shortestPromised = 100;

/** What the settings of a router say of one another. */
export function checkRouter({value: draft}: Named<RouterDraft>, text: YamlText): void {
  const family = familyOf(draft);
  checkAddresses(draft, family, text);
  checkInterval(draft, text);
  checkPeers(draft, family, text);
  for (const key of ['source', 'group'] as const)
    if (draft[key] && draft[key].family !== family)
      text.refuse(draft.spot(key), `${formatAddress(draft[key])} is not of the family of the addresses`);
  if (draft.group && !isMulticast(draft.group))
    text.refuse(draft.spot('group'), `${formatAddress(draft.group)} is no multicast group`);
  for (const [key, reason] of Object.entries(futile)) {
    const why = isWritten(draft, key as keyof typeof futile) ? reason(draft, family) : undefined;
    if (why !== undefined)
      text.refuse(draft.spot(key as keyof typeof futile), `${key} means nothing ${why}`, 'take it out');
  }
  for (const tracked of draft.track?.interfaces ?? [])
    if (tracked.name === draft.interface)
      text.refuse(tracked.offset, `${tracked.name} is the router's own link, which counts always`, 'take it out');
}

export function familyOf({addresses}: Pick<RouterDraft, 'addresses'>): Family {
  return addresses[0]?.own.address.family ?? 'ipv4';
}

/** What is written and would be ignored: when, in words. */
const futile = {
  password: ({version}) => (version === 3 ? 'with version 3, which has no authentication (RFC 9568 §9)' : undefined),
  'preempt-delay': ({preempt}) => (preempt ? undefined : 'without preempt'),
  preempt: ({priority, preempt}) => (priority === 255 && !preempt ? 'with priority 255: an owner always does' : undefined),
  ttl: ({peers}) => (peers ? undefined : 'without peers'),
  group: ({peers}) => (peers ? 'with peers' : undefined),
  checksum: ({version}, family) =>
    version === 2 ? 'with version 2' : family === 'ipv6' ? 'over IPv6, where there is one checksum only' : undefined,
} as const satisfies Partial<Record<keyof RouterDraft, (draft: RouterDraft, family: Family) => string | undefined>>; // biome-ignore format: a table

function isWritten(draft: RouterDraft, key: keyof typeof futile): boolean {
  return draft.spot(key) !== draft.spot();
}

function checkAddresses(draft: RouterDraft, family: Family, text: YamlText): void {
  const {addresses, excluded} = draft;
  if (addresses.length === 0) text.refuse(draft.spot('addresses'), 'a router needs an address');
  if (addresses.length > mostAddresses)
    text.refuse(
      draft.spot('addresses'),
      `${addresses.length} addresses: an advertisement holds ${mostAddresses}`,
      'move the others to excluded, on all peers alike',
    );
  else if (family === 'ipv6' && addresses.length > mostAddressesOf6)
    text.warn(
      draft.spot('addresses'),
      `${addresses.length} addresses: a packet of 1500 bytes holds ${mostAddressesOf6}`,
      'move the others to excluded unless the link takes larger packets',
    );
  if (draft.version === 2 && family === 'ipv6')
    text.refuse(draft.spot('version'), 'VRRP 2 knows IPv4 only (RFC 3768)', 'take it out: 3 is what is usual');
  const seen = new Set<string>();
  for (const placed of [...addresses, ...excluded]) {
    const {own} = placed;
    const key = addressKey(own.address);
    if (seen.has(key)) text.refuse(placed.offset, `${formatAddress(own.address)} is in this router already`);
    seen.add(key);
    checkAddress(placed, text);
  }
  for (const {own, offset: at} of addresses)
    if (own.address.family !== family)
      text.refuse(
        at,
        `${formatAddress(own.address)} is not of the family of the first address`,
        'make a router for each family, or move it to excluded',
      );
  const [first] = addresses;
  if (first?.own.address.family === 'ipv6' && !isLinkLocal(first.own.address))
    text.warn(first.offset, 'the first IPv6 address should be link-local (RFC 9568 §5.2.9)');
}

function checkAddress({own, offset}: PlacedAddress, text: YamlText): void {
  const {address, label, broadcast, peer} = own;
  if (address.family === 'ipv6' && label !== undefined) text.refuse(offset, 'IPv6 addresses have no label');
  if (broadcast && (address.family === 'ipv6' || broadcast.family === 'ipv6'))
    text.refuse(offset, 'broadcast is of IPv4 only');
  if (peer && peer.family !== address.family) text.refuse(offset, 'the peer is of the other family');
}

function checkInterval({version, interval, spot}: RouterDraft, text: YamlText): void {
  const {milliseconds, most} = intervalUnits[version];
  if (!isAdvertisable(version, interval))
    text.refuse(
      spot('interval'),
      `version ${version} cannot advertise an interval of ${formatSpan(interval)}`,
      `take one from ${formatSpan(milliseconds)} to ${most * milliseconds}ms in steps of ${formatSpan(milliseconds)}`,
    );
  else if (interval < shortestPromised)
    text.warn(
      spot('interval'),
      `the interval is below ${shortestPromised}ms: a busy host may keep it waiting, and another takes over`,
      `take ${shortestPromised}ms or more`,
    );
}

function checkPeers({peers, spot}: RouterDraft, family: Family, text: YamlText): void {
  if (peers?.length === 0) text.refuse(spot('peers'), 'there are no peers', 'take it out for multicast');
  for (const peer of peers ?? []) {
    const name = formatAddress(peer.address);
    if (peer.address.family !== family) text.refuse(peer.spot(), `${name} is not of the family of the addresses`);
    if (isMulticast(peer.address)) text.refuse(peer.spot(), `${name} is a multicast group`, 'write it as group');
    if (peer['min-ttl'] > peer['max-ttl']) text.refuse(peer.spot('min-ttl'), `no packet of ${name} has such a TTL`);
  }
}
