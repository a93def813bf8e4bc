import {span} from '../../vrrp/findings/words.js';
import {handoverLimits} from '../../vrrp/handover/deadlines.js';
import {membersOf} from '../../vrrp/handover/handover-members.js';
import {refuse} from '../../vrrp/handover/objections.js';
import {instancesOf, isMaster, type Movable} from '../../vrrp/handover/situation.js';
import type {Hold} from '../../vrrp/truth/hold.js';
import {silence} from './director-objections.js';
import type {DirectorSituation, PlannedDirectorSwitch} from './director-situation.js';

const decided = 'the protocol decides: a peer of higher priority takes over';

/** Ends a hold: the protocol decides again. Pure. */
export function planDirectorRelease(situation: DirectorSituation, target: string): PlannedDirectorSwitch {
  const {held, manager} = situation;
  const members = instancesOf(situation, target);
  const limits = handoverLimits(members);
  const request = {target: held?.target ?? target, to: 'master', via: 'auto', file: undefined} as const;
  const settled = {hold: undefined, owner: undefined, reason: undefined};
  const coming = members.filter(movable => comesBack(movable, held?.as) === true);
  const names = coming.map(({wanted}) => wanted.name).join(', ');
  return {
    plan: {
      request: {...request, ...settled},
      isRelease: true,
      manager,
      instances: membersOf(members).map(({identity}) => identity),
      way: {kind: 'hold', style: 'held', expectedOutage: 0, sideEffects: []},
      steps: held
        ? [
            `tell the director that ${held.target} is not held as ${held.as} any more (${heldBy(held)})`,
            coming.length > 0
              ? `wait until ${names} is master here again: ${span(limits.back)} at most`
              : `from then on ${decided}`,
          ]
        : [],
      evidence: [],
      objections: [
        ...(situation.isRunning ? [] : [silence]),
        ...(held ? [] : [refuse('not-held', `nothing holds ${target}`)]),
      ],
      advice: [],
    },
    change: held && {type: 'release'},
    settings: {
      action: 'release',
      style: 'held',
      members: membersOf(members, movable => comesBack(movable, held?.as)),
      limits,
    },
    // that it is master now says nothing of a moment later: while it was held, whoever outranks it kept silent
    afterwards: held?.as === 'master' && members.some(isMaster) ? `from now on ${decided}` : undefined,
  };
}

/** `held by alice: new disk`. */
function heldBy({owner, reason}: Hold): string {
  return `held${owner === undefined ? '' : ` by ${owner}`}${reason === undefined ? '' : `: ${reason}`}`;
}

/** Whether it is master here in the end: a backup that preempts and outranks the master it hears. */
function comesBack(movable: Movable, as: 'backup' | 'master' | undefined): boolean | undefined {
  const {wanted, view} = movable;
  if (as !== 'backup' || isMaster(movable)) return undefined;
  const theirs = view?.master?.priority;
  if (theirs === undefined) return undefined;
  if (!wanted.preempts) return false;
  const ours = view?.priority.effective ?? wanted.priority;
  return ours === theirs ? undefined : ours > theirs;
}
