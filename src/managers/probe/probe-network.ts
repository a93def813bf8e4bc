import type {Address} from '../../net/address.js';
import type {Uplink} from '../../vrrp/findings/knowledge.js';
import type {WantedInstance} from '../../vrrp/findings/wanted-instance.js';
import type {ClaimEvent} from '../../vrrp/observer/observer-event.js';
import type {Link} from '../../vrrp/ports.js';
import {askForAddresses} from '../../vrrp/probe/ask-for-addresses.js';
import type {RouterWorld} from '../router-world.js';
import {readDefaultGateways} from './default-gateways.js';

/** What the network answered. */
export interface ProbeResult {
  /** Other stations that have addresses of virtual routers. */
  readonly claims: readonly ClaimEvent[];
  readonly uplinks: readonly Uplink[];
}

/** Asked for at once. */
const most = 64;

/** Asks the network who has the addresses of our virtual routers, and whether the default gateways answer: a second, a few packets each. */
export async function probeNetwork(world: RouterWorld, wanted: readonly WantedInstance[]): Promise<ProbeResult> {
  const {links} = await world.network.read();
  const named = new Map(links.map(link => [link.name, link]));
  const places = new Map<Link, Address[]>();
  for (const {interface: name, addresses} of wanted)
    for (const {address, interface: own} of addresses) {
      const link = named.get(own ?? name);
      if (link?.isRunning) places.set(link, [...(places.get(link) ?? []), address]);
    }
  const gateways = readDefaultGateways().flatMap(({address, interface: name}) => {
    const link = named.get(name);
    return link?.isRunning ? [{address, link}] : [];
  });
  const [claims, uplinks] = await Promise.all([
    Promise.all([...places].map(([link, addresses]) => claimsOn(world, link, addresses))),
    Promise.all(gateways.map(({address, link}) => uplink(world, link, address))),
  ]);
  return {claims: claims.flat(), uplinks};
}

async function claimsOn(world: RouterWorld, link: Link, addresses: readonly Address[]): Promise<ClaimEvent[]> {
  const claims: ClaimEvent[] = [];
  for (let at = 0; at < addresses.length; at += most) {
    const holders = await askForAddresses(world, link, addresses.slice(at, at + most));
    for (const {address, mac} of holders)
      claims.push({type: 'claim', interface: link.index, address, mac, isAnswer: true});
  }
  return claims;
}

async function uplink(world: RouterWorld, link: Link, target: Address): Promise<Uplink> {
  const holders = await askForAddresses(world, link, [target]);
  return {target, interface: link.name, isReachable: holders.length > 0, at: world.clock(), since: undefined};
}
