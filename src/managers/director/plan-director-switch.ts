import {formatAddress} from '../../net/address.js';
import {span} from '../../vrrp/findings/words.js';
import {expectedOutage, handoverLimits} from '../../vrrp/handover/deadlines.js';
import {membersOf} from '../../vrrp/handover/handover-members.js';
import {evidenceFor, objectionsToLeaving} from '../../vrrp/handover/objections.js';
import type {StandbyEvidence, SwitchRequest, Way} from '../../vrrp/handover/router-owner.js';
import {instancesOf, isMaster, type Movable} from '../../vrrp/handover/situation.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {objectionsToLeavingNow, objectionsToPeers, objectionsToWay, replacementEffects} from './director-objections.js';
import type {DirectorChange, DirectorSituation, PeerAnswer, PlannedDirectorSwitch} from './director-situation.js';
import {groupEffects, heldName, withGroup} from './group-effects.js';
import {planDirectorTaking} from './plan-director-taking.js';

/** From the removal of the addresses to the advertisement of a peer that expects it: it waits for nothing. */
const agreedOutage: Milliseconds = 30;

/** What a switch comes to. Pure. @param request of a target that is there */
export function planDirectorSwitch(situation: DirectorSituation, request: SwitchRequest): PlannedDirectorSwitch {
  const members = instancesOf(situation, request.target);
  return request.to === 'master'
    ? planDirectorTaking(situation, request, members)
    : planLeaving(situation, request, members);
}

function planLeaving(
  situation: DirectorSituation,
  request: SwitchRequest,
  members: readonly Movable[],
): PlannedDirectorSwitch {
  const limits = handoverLimits(members);
  const isHere = members.some(isMaster);
  const isHeld =
    request.hold !== undefined ||
    request.isHeld === true ||
    situation.held !== undefined || // by another wish, which would bring it back
    members.some(({wanted}) => wanted.preempts);
  const ready = isHere ? agreed(situation.answers) : undefined;
  const change: DirectorChange = ready ? {type: 'hand-over', to: ready.peer, isHeld} : {type: 'hold', as: 'backup'};
  const way: Way = {
    kind: change.type,
    style: isHeld ? 'held' : 'pulse',
    expectedOutage: ready ? agreedOutage : isHere ? expectedOutage(members) : 0,
    sideEffects: [
      ...groupEffects(members),
      ...(isHeld ? ['while it is held, this host does not take over if the other fails'] : []),
      ...replacementEffects(situation),
    ],
  };
  const evidence = [...readyEvidence(situation.answers, members), ...evidenceFor(situation.evidence, members)];
  return {
    plan: {
      request,
      manager: situation.manager,
      instances: membersOf(members).map(({identity}) => identity),
      way,
      steps: stepsOf(change, way, request, situation.answers, members, limits.taken),
      evidence,
      objections: [
        ...objectionsToWay(situation, request, members),
        ...objectionsToLeavingNow(situation, request, members),
        ...objectionsToLeaving({...situation, evidence}, members),
        ...(ready ? [] : objectionsToPeers(situation, request, evidence)),
      ],
      advice: [],
    },
    change,
    // handed over without a hold, nothing is left that would have to be taken away again
    settings: {action: 'yield', style: ready ? 'held' : way.style, members: membersOf(members), limits},
  };
}

/** The one that would; of several, nobody has chosen. */
function agreed(answers: readonly PeerAnswer[]): PeerAnswer | undefined {
  const [ready, another] = answers.filter(({result}) => result === 'ready');
  return another ? undefined : ready;
}

function stepsOf(
  change: DirectorChange,
  {style}: Way,
  {target, hold, peer}: SwitchRequest,
  answers: readonly PeerAnswer[],
  members: readonly Movable[],
  taken: Milliseconds,
): readonly string[] {
  const lasting = hold === undefined ? '' : ` for ${span(hold)}`;
  const stay = `leave it held${lasting}, until: lvsctl vrrp release ${heldName(members, target)}`;
  if (change.type === 'hand-over')
    return [
      `agree with ${formatAddress(change.to)}, remove the addresses and say so with priority 0: it takes over without waiting`,
      'wait until it is heard as master, else this host takes over again',
      ...(change.isHeld ? [stay] : []),
    ];
  const silent = peer && answers.find(({result}) => result === 'no-answer');
  return [
    ...(silent
      ? [`${formatAddress(silent.peer)} did not answer as a director of lvsctl does: it is to take over by itself`]
      : []),
    `tell the director to be backup${withGroup(members, target)}: it removes the addresses and says so with priority 0`,
    `wait until the addresses are gone here and another is heard as master: ${span(taken)} at most, else release it again`,
    style === 'held' ? stay : 'release it, and see that the other stays master',
  ];
}

function readyEvidence(answers: readonly PeerAnswer[], members: readonly Movable[]): readonly StandbyEvidence[] {
  return answers
    .filter(({result}) => result === 'ready')
    .flatMap(({peer, words}) =>
      membersOf(members).map(({identity}) => ({
        instance: identity,
        source: 'director',
        isHealth: true,
        words: `${formatAddress(peer)} says that it is ready to take over: ${words}`,
        station: {addresses: [peer]},
      })),
    );
}
