import {formatAddress, isSameAddress} from '../../net/address.js';
import {objectionsToPeer} from '../../vrrp/handover/named-peer.js';
import {refuse} from '../../vrrp/handover/objections.js';
import type {Objection, StandbyEvidence, SwitchRequest} from '../../vrrp/handover/router-owner.js';
import {isMaster, type Movable, type Situation} from '../../vrrp/handover/situation.js';
import type {Hold} from '../../vrrp/truth/hold.js';
import {holdWords} from '../../vrrp/truth/hold-words.js';
import type {DirectorSituation} from './director-situation.js';

/** It cannot be told anything. */
export const silence: Objection = refuse('not-running', 'the director does not answer: lvsctl vrrp tells why');

/** Ways that only a keepalived needs. */
export function objectionsToWay(
  {isRunning}: Situation,
  {via, file, target}: SwitchRequest,
  members: readonly Movable[],
): readonly Objection[] {
  if (members.length === 0) return [refuse('not-there', `the director runs no virtual router ${target} now`)];
  if (!isRunning) return [silence];
  if (via === 'stop')
    return [refuse('no-way', 'the director is not stopped for that: it can be told what to be. Leave --via out')];
  return via !== 'auto' || file !== undefined
    ? [refuse('no-way', 'the director is told what to be, without a file: leave --via and --file out')]
    : [];
}

/** What is so on this host against giving up. */
export function objectionsToLeavingNow(
  {held, ownAddresses}: DirectorSituation,
  {hold, isHeld, owner, peer, target}: SwitchRequest,
  members: readonly Movable[],
): readonly Objection[] {
  if (peer && ownAddresses.some(own => isSameAddress(own, peer)))
    return [refuse('is-this-host', `${formatAddress(peer)} is this host: lvsctl vrrp switch ${target} --to master`)];
  if (held?.as === 'backup' && !isHeld) return [heldAlready(held)];
  if (members.some(isMaster) || hold !== undefined || isHeld) return objectionsToReplacing(held, owner);
  const names = members.map(({wanted, view}) => `${wanted.name} is ${view?.state ?? 'unknown'}`).join(', ');
  const words = `there is nothing to move: ${names}. lvsctl vrrp hold ${target} --as backup keeps it so`;
  return [refuse('not-master', words)];
}

/** What is so on this host against being master. */
export function objectionsToTakingNow(
  {held, faults}: DirectorSituation,
  {isHeld, owner, target}: SwitchRequest,
  members: readonly Movable[],
): readonly Objection[] {
  const faulty = faults.map(fault => refuse('fault', `it cannot be master: ${fault}`));
  const stopping = [...objectionsToReplacing(held, owner), ...faulty];
  if (isHeld) return stopping;
  if (held?.as === 'master') return [heldAlready(held), ...faulty];
  if (!members.every(isMaster)) return stopping;
  return [refuse('is-master', `${target} is master here already; lvsctl vrrp hold ${target} --as master keeps it so`)];
}

/** There is one hold of it, the newest; whoever wanted the one before is not asked. */
function objectionsToReplacing(held: Hold | undefined, owner: string | undefined): readonly Objection[] {
  if (!held || (held.owner !== undefined && held.owner === owner)) return [];
  return [{code: 'held-by-another', words: `this would replace ${holdWords(held)}`, isForceable: true}];
}

/** What is shown of it where nothing speaks against it. */
export function replacementEffects({held}: DirectorSituation): readonly string[] {
  return held ? [`it replaces ${holdWords(held)}`] : [];
}

function heldAlready({as, owner, target}: Hold): Objection {
  const by = owner === undefined ? '' : ` by ${owner}`;
  return refuse('held', `it is held as ${as}${by} already. lvsctl vrrp release ${target} ends that`);
}

/** A peer that said no is not surprised by it; one that is none of ours cannot be asked. */
export function objectionsToPeers(
  {answers}: DirectorSituation,
  request: SwitchRequest,
  evidence: readonly StandbyEvidence[],
): readonly Objection[] {
  const {peer} = request;
  const refused = answers.filter(({result}) => result === 'refused');
  if (refused.length === 0) return objectionsToPeer(request, evidence);
  return refused.map(one => ({
    code: 'peer-refused',
    words: `${formatAddress(one.peer)} does not want it: ${one.words}`,
    isForceable: peer === undefined,
  }));
}
