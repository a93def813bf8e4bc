import {type Address, type Family, type Ipv6Address, isSameAddress} from '../../net/address.js';
import {isSameMac, type Mac} from '../../net/mac.js';
import type {Milliseconds} from '../intervals.js';
import {encodeIgmpQuery, encodeMldQuery} from '../membership/membership-query.js';
import {decodeMembershipReport} from '../membership/membership-report.js';
import {advertisementGroups, isLinkLocal} from '../multicast.js';
import type {Link, NetworkState} from '../ports.js';
import {ask, type Patience, type ProbeWorld, usualPatience} from './ask.js';

/** A station that listens to the group of VRRP: a router, or another observer. lvsctl's own do not. */
export interface GroupListener {
  readonly mac: Mac;
  /** Undefined for one without an address. */
  readonly address: Address | undefined;
  readonly at: Milliseconds;
}

/** Why nobody could be asked. */
export type CannotAsk = 'no-ethernet' | 'no-link-local-address';

/** Members wait at random for this part of the time at most, so that an answer to the second query comes in time too. */
const waitingShare = 0.4;
const tries = 2;

/**
 * Who else on a link listens to 224.0.0.18 or ff02::12, by a query for that group (RFC 3376 §4.1, RFC 3810 §5.1). That
 * proves that somebody listens, not that it is well, nor for which virtual router. NB: nobody that answers does not prove
 * that nobody is there: of hosts with IGMPv2 or MLDv1 only the first one speaks, and a switch that snoops may pass their
 * reports to routers alone (RFC 4541 §2.1.1).
 */
export async function askForListeners(
  world: ProbeWorld,
  network: NetworkState,
  link: Pick<Link, 'index' | 'mac'>,
  family: Family,
  {time}: Pick<Patience, 'time'> = usualPatience,
): Promise<readonly GroupListener[] | CannotAsk> {
  const {index, mac} = link;
  if (!mac) return 'no-ethernet';
  const query = queryOf(network, {index, mac}, family, time * waitingShare);
  if (!query) return 'no-link-local-address';
  const group = advertisementGroups[family];
  const listeners: GroupListener[] = [];
  const question = {
    open: () => world.packets.openMembership(index, family),
    frames: () => (listeners.length === 0 ? [query] : []),
    onFrame: (bytes: Uint8Array, at: Milliseconds) => {
      const report = decodeMembershipReport(bytes);
      if (!report || isSameMac(report.station, mac)) return;
      const isMember = report.memberships.some(one => one.isMember && isSameAddress(one.group, group));
      if (!isMember || listeners.some(one => isSameMac(one.mac, report.station))) return;
      listeners.push({mac: report.station, address: isUnspecified(report.source) ? undefined : report.source, at});
    },
  };
  await ask(world, question, {time, tries});
  return listeners;
}

/** Of the newer version: hosts of the older one answer it in their own. */
function queryOf(
  {addresses}: NetworkState,
  {index, mac: station}: {readonly index: number; readonly mac: Mac},
  family: Family,
  longestWait: Milliseconds,
): Uint8Array | undefined {
  const common = {station, longestWait, version: 'newer'} as const;
  if (family === 'ipv4') return encodeIgmpQuery({...common, group: advertisementGroups.ipv4});
  const own = addresses.find(
    ({interface: of, address, flags}) =>
      of === index && address.family === 'ipv6' && isLinkLocal(address) && !flags.includes('tentative'),
  );
  return own && encodeMldQuery({...common, group: advertisementGroups.ipv6, source: own.address as Ipv6Address});
}

function isUnspecified(address: Address): boolean {
  return address.family === 'ipv4' ? address.value === 0 : address.words.every(word => word === 0);
}
