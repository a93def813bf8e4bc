import {type Address, formatAddress, isSameAddress, parseAddress} from '../../net/address.js';
import {formatMac} from '../../net/mac.js';
import {prefixContains} from '../../net/prefix.js';
import {type Announcement, announcementsOf, type Unannounceable} from '../../vrrp/announce/announcement.js';
import type {InstanceView} from '../../vrrp/findings/instance-view.js';
import type {Link, NetworkState} from '../../vrrp/ports.js';
import {askForAddresses} from '../../vrrp/probe/ask-for-addresses.js';
import type {ProbeWorld} from '../../vrrp/probe/ask.js';
import {Usage} from '../command.js';

/** What the words are: addresses, or the name of one instance. Throws Usage. */
export function readTargets(words: readonly string[]): readonly Address[] | string {
  const [first] = words;
  if (first === undefined) throw new Usage('say which ADDRESS, or the INSTANCE whose addresses are to be announced');
  const addresses = words.map(parseAddress);
  if (addresses.every(address => address !== undefined))
    return addresses.filter((one, i) => isFirst(addresses, one, i));
  if (words.length === 1) return first;
  const wrong = words[addresses.indexOf(undefined)];
  throw new Usage(`'${wrong}' is not an address; an INSTANCE stands alone`);
}

/** Its addresses that are here, by what is known of it; undefined where there is no such instance. */
export function addressesOf(instances: readonly InstanceView[], name: string): readonly Address[] | undefined {
  const views = instances.filter(({identity, isWanted}) => isWanted && identity.name === name);
  if (views.length === 0) return undefined;
  return views.flatMap(({addresses}) => addresses.filter(({isPresent}) => isPresent).map(({address}) => address));
}

export interface Targets {
  readonly announcements: readonly Announcement[];
  /** Why the others are not to be announced, a line each. */
  readonly refusals: readonly string[];
}

/** Where they are announced; of one that is not here it is asked who has it. */
export async function arrangeTargets(
  world: ProbeWorld,
  network: NetworkState,
  addresses: readonly Address[],
): Promise<Targets> {
  const announcements: Announcement[] = [];
  const refusals: string[] = [];
  const elsewhere: Address[] = [];
  for (const address of addresses) {
    const found = announcementsOf(network, address);
    if (typeof found === 'object') announcements.push(...found);
    else if (found === 'elsewhere') elsewhere.push(address);
    else refusals.push(`${formatAddress(address)} ${reasons[found]}`);
  }
  return {announcements, refusals: [...refusals, ...(await whereElse(world, network, elsewhere))]};
}

const reasons: Readonly<Record<Exclude<Unannounceable, 'elsewhere'>, string>> = {
  'loopback-only': 'is only on an interface without neighbours',
  'link-down': 'is on an interface that is not running: ip link shows why',
  'not-usable': 'is not usable: duplicate address detection found it elsewhere, or is not over yet (ip addr show)',
};
const notHere = 'is not an address of this host';
/** Addresses that are asked for: who is wrong about more has another list in mind. */
const mostAsked = 16;

async function whereElse(world: ProbeWorld, network: NetworkState, addresses: readonly Address[]): Promise<string[]> {
  const answers = await Promise.all(
    addresses.slice(0, mostAsked).map(async address => {
      const links = linksTowards(network, address);
      const holders = await Promise.all(
        links.map(async link =>
          (await askForAddresses(world, link, [address])).map(({mac}) => `${formatMac(mac)} has it on ${link.name}`),
        ),
      );
      const found = holders.flat();
      const words =
        found.length > 0
          ? `${found.join(', ')}: announce it there`
          : links.length > 0
            ? `nobody answered for it on ${links.map(({name}) => name).join(', ')}`
            : 'no interface is in its network';
      return `${formatAddress(address)} ${notHere}; ${words}`;
    }),
  );
  return [...answers, ...addresses.slice(mostAsked).map(address => `${formatAddress(address)} ${notHere}`)];
}

/** Whose network it belongs to. */
function linksTowards({links, addresses}: NetworkState, address: Address): readonly Link[] {
  return links.filter(
    ({index, isLoopback, isRunning}) =>
      !isLoopback &&
      isRunning &&
      addresses.some(
        own => own.interface === index && prefixContains({address: own.address, length: own.prefixLength}, address),
      ),
  );
}

function isFirst(addresses: readonly Address[], address: Address, place: number): boolean {
  return addresses.findIndex(other => isSameAddress(other, address)) === place;
}
