import {type Address, addressKey, type Family, isSameAddress} from '../../net/address.js';
import {isSameMac, type Mac} from '../../net/mac.js';
import {arpProbe, decodeArpFrame, encodeArpFrame} from '../arp-packet.js';
import type {Milliseconds} from '../intervals.js';
import {decodeNeighbourFrame, encodeNeighbourFrame, neighbourProbe} from '../neighbour-frame.js';
import type {Link} from '../ports.js';
import {ask, type Patience, type ProbeWorld, usualPatience} from './ask.js';

/** A station that has an address. */
export interface AddressHolder {
  readonly address: Address;
  readonly mac: Mac;
  /** When its first answer came. */
  readonly at: Milliseconds;
}

/** Addresses at most that are asked for at once: a few packets, not a flood. */
const mostAddresses = 64;

/**
 * Which other stations on a link have addresses: asked by ARP probes (RFC 5227 §2.1.1) and neighbour solicitations from
 * no address (RFC 4862 §5.4.2), which change nobody's cache. Resolves to those that answered within the time, for each
 * address in the order of their answers; one that is on two hosts has two. NB: nobody says no, so an address without an
 * answer may still be somewhere behind a lossy link.
 * @throws RangeError for more than 64 addresses
 */
export async function askForAddresses(
  world: ProbeWorld,
  link: Pick<Link, 'index' | 'mac'>,
  addresses: readonly Address[],
  patience: Patience = usualPatience,
): Promise<readonly AddressHolder[]> {
  if (addresses.length > mostAddresses) throw new RangeError(`more than ${mostAddresses} addresses at once`);
  const {mac} = link;
  if (!mac) return []; // no Ethernet, no stations
  const found = await Promise.all(
    families.map(family => {
      const ofFamily = addresses.filter(address => address.family === family);
      return ofFamily.length === 0 ? [] : askFamily(world, {index: link.index, mac}, family, ofFamily, patience);
    }),
  );
  return found.flat();
}

const families = ['ipv4', 'ipv6'] as const;

async function askFamily(
  world: ProbeWorld,
  {index, mac}: {readonly index: number; readonly mac: Mac},
  family: Family,
  addresses: readonly Address[],
  patience: Patience,
): Promise<AddressHolder[]> {
  const holders: AddressHolder[] = [];
  const {packets} = world;
  const isUnanswered = (address: Address) => !holders.some(holder => isSameAddress(holder.address, address));
  const wanted = new Set(addresses.map(addressKey));
  const question = {
    open: () => (family === 'ipv4' ? packets.openArp(index) : packets.openNeighbours(index)),
    frames: () => addresses.filter(isUnanswered).map(address => probe(mac, address)),
    onFrame: (bytes: Uint8Array, at: Milliseconds) => {
      const claim = family === 'ipv4' ? arpClaim(bytes) : neighbourClaim(bytes);
      if (!claim || isSameMac(claim.mac, mac) || !wanted.has(addressKey(claim.address))) return;
      const isKnown = holders.some(
        holder => isSameAddress(holder.address, claim.address) && isSameMac(holder.mac, claim.mac),
      );
      if (!isKnown) holders.push({...claim, at});
    },
  };
  await ask(world, question, patience);
  return holders;
}

function probe(station: Mac, address: Address): Uint8Array {
  return address.family === 'ipv4'
    ? encodeArpFrame(arpProbe(station, address))
    : encodeNeighbourFrame(neighbourProbe(station, address));
}

/** Whoever sends ARP from an address has it, also where it does not answer but ask or announce (RFC 5227 §2.4). */
function arpClaim(bytes: Uint8Array): Omit<AddressHolder, 'at'> | undefined {
  const packet = decodeArpFrame(bytes)?.packet;
  return packet && {address: packet.senderAddress, mac: packet.senderMac};
}

function neighbourClaim(bytes: Uint8Array): Omit<AddressHolder, 'at'> | undefined {
  const frame = decodeNeighbourFrame(bytes);
  if (frame?.message.type !== 'advertisement') return undefined;
  return {address: frame.message.target, mac: frame.message.targetMac ?? frame.sourceMac};
}
