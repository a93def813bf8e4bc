import {type Address, formatAddress, isSameAddress} from '../../net/address.js';
import type {InstanceView} from '../../vrrp/findings/instance-view.js';
import {evidenceFor} from '../../vrrp/handover/objections.js';
import type {StandbyEvidence} from '../../vrrp/handover/router-owner.js';
import type {Movable} from '../../vrrp/handover/situation.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterWorld} from '../router-world.js';
import {callDirector} from './director-control.js';
import type {PeerAnswer} from './director-situation.js';

/** A peer of ours answers at once; the director has waited for it by then. */
const patience: Milliseconds = 5000;
/** Of those that are only known, at most so many are asked. */
const most = 8;

/** Has the director ask peers whether they would take over; changes nothing. What cannot be asked is no answer. */
export async function askPeers(
  world: Pick<RouterWorld, 'after' | 'runFolder'>,
  target: string,
  peers: readonly Address[],
): Promise<readonly PeerAnswer[]> {
  return Promise.all(peers.slice(0, most).map(peer => askPeer(world, target, peer)));
}

/**
 * Whom to ask where nobody is named: configured peers, whoever was heard as a master, and whoever answered a probe. Of a
 * sync group on the link of one member, and in its family: by its other addresses a peer would be asked again.
 */
export function knownPeers(
  members: readonly Movable[],
  evidence: readonly StandbyEvidence[],
  target: string,
): readonly Address[] {
  const {wanted: lead} = members.find(({wanted}) => wanted.name === target) ?? members[0] ?? {};
  const beside = members.filter(({wanted}) => wanted.interface === lead?.interface && wanted.family === lead.family);
  const known = [
    ...beside.flatMap(({wanted, view}) => [...(wanted.unicastPeers ?? []), ...heardPeers(view)]),
    ...evidenceFor(evidence, beside).flatMap(({station}) => station?.addresses ?? []),
  ].filter(address => address.family === lead?.family);
  return known.filter((one, i) => known.findIndex(other => isSameAddress(other, one)) === i);
}

function heardPeers(view: InstanceView | undefined): readonly Address[] {
  return (view?.peers ?? []).flatMap(({address, state}) => (state === 'unknown' ? [] : [address]));
}

async function askPeer(
  world: Pick<RouterWorld, 'after' | 'runFolder'>,
  target: string,
  peer: Address,
): Promise<PeerAnswer> {
  try {
    const asked = {target, to: formatAddress(peer), isOnlyAsked: true};
    const {result, words} = await callDirector(world, 'hand-over', asked, patience);
    return {peer, words, result: result === 'ready' || result === 'no-answer' ? result : 'refused'};
  } catch (error) {
    return {peer, result: 'refused', words: (error as Error).message};
  }
}
