import {type Address, formatAddress, isSameAddress} from '../../net/address.js';
import {formatMac} from '../../net/mac.js';
import type {InstanceIdentity, InstanceView} from '../../vrrp/findings/instance-view.js';
import type {WantedInstance} from '../../vrrp/findings/wanted-instance.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {StandbyEvidence} from '../../vrrp/handover/router-owner.js';
import {type AddressHolder, askForAddresses} from '../../vrrp/probe/ask-for-addresses.js';
import {askForListeners, type GroupListener} from '../../vrrp/probe/ask-for-listeners.js';
import {type PeerWord, standbyWords} from '../peer/ask-peer.js';
import type {RouterWorld} from '../router-world.js';
import type {LiveRouters, MovableKeepalived, ProbeStandby} from './live-routers.js';

/** How long an answer counts as one to the next question. */
const freshness = 1000;

interface Asking<T> {
  readonly at: Milliseconds;
  readonly answer: Promise<T>;
}

/**
 * Asks who would take over. A backup is silent, so its being there has to be shown otherwise: by what it says itself to
 * whoever asked its host; by an address that was master before or is a configured peer, and answers now; by somebody
 * who listens to the group. What cannot be asked is no evidence.
 */
export function probeStandby(
  world: RouterWorld,
  live: LiveRouters,
  manager: Pick<MovableKeepalived, 'wanted'>,
  words: () => readonly PeerWord[],
): ProbeStandby {
  const recent = new Map<string, Asking<unknown>>();
  /** Members of a group share interfaces and peers: each is asked once. */
  const once = <T>(key: string, asking: () => Promise<T>): Promise<T> => {
    const known = recent.get(key);
    const now = world.clock();
    if (known && now - known.at < freshness) return known.answer as Promise<T>;
    const answer = asking();
    recent.set(key, {at: now, answer});
    return answer;
  };
  return async instance => {
    const network = await world.network.read();
    const link = network.links.find(({name}) => name === instance.interface);
    const view = live.read().instances.find(({identity}) => identity.name === instance.name);
    const one = manager.wanted.find(({name}) => name === instance.name);
    if (!link || !view || !one) return [];
    const stations = stationsOf(view, one);
    const [holders, listeners] = await Promise.all([
      once(`${link.index} ${stations.map(formatAddress).join()}`, () =>
        quietly(askForAddresses(world, link, stations)),
      ),
      one.unicastPeers
        ? []
        : once(`${link.index} ${instance.family}`, () =>
            quietly(askForListeners(world, network, link, instance.family)),
          ),
    ]);
    return [
      ...words().flatMap(word => saying(instance, one, word)),
      ...holders.map(holder => neighbourWords(instance, holder)),
      ...listeners.map(listener => memberWords(instance, listener)),
    ];
  };
}

/** Addresses of hosts that are peers: configured, or heard as master. */
function stationsOf({peers}: InstanceView, {unicastPeers = []}: WantedInstance): readonly Address[] {
  const heard = peers.map(({address}) => address);
  return [...unicastPeers, ...heard.filter(one => !unicastPeers.some(peer => isSameAddress(peer, one)))].slice(0, 16);
}

function neighbourWords(instance: InstanceIdentity, {address, mac}: AddressHolder): StandbyEvidence {
  const words = `${formatAddress(address)}, a peer, answers from ${formatMac(mac)}`;
  return {instance, source: 'neighbour', isHealth: false, words, station: {addresses: [address], mac}};
}

function memberWords(instance: InstanceIdentity, {address, mac}: GroupListener): StandbyEvidence {
  const who = address ? formatAddress(address) : formatMac(mac);
  const words = `${who} listens to the group of VRRP on ${instance.interface}, for whatever virtual router`;
  return {instance, source: 'membership', isHealth: false, words, station: {addresses: address ? [address] : [], mac}};
}

/** What a peer says of itself; only a healthy backup would take over. */
function saying(instance: InstanceIdentity, own: WantedInstance, word: PeerWord): StandbyEvidence[] {
  const said = standbyWords(word, own);
  if (!said?.isBackup) return [];
  const station = {addresses: word.answer?.addresses ?? [], priority: said.priority};
  return [{instance, source: 'peer', isHealth: said.isHealthy, words: said.words, station}];
}

/** A socket that cannot be had proves nothing, nor does what cannot be asked. */
async function quietly<T>(asking: Promise<readonly T[] | string>): Promise<readonly T[]> {
  try {
    const answer = await asking;
    return typeof answer === 'string' ? [] : answer;
  } catch {
    return [];
  }
}
