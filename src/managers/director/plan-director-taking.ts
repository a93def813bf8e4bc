import {span} from '../../vrrp/findings/words.js';
import {handoverLimits} from '../../vrrp/handover/deadlines.js';
import {membersOf} from '../../vrrp/handover/handover-members.js';
import {objectionsOfFindings} from '../../vrrp/handover/objections.js';
import type {SwitchRequest} from '../../vrrp/handover/router-owner.js';
import type {Movable} from '../../vrrp/handover/situation.js';
import {objectionsToTakingNow, objectionsToWay, replacementEffects} from './director-objections.js';
import type {DirectorSituation, PlannedDirectorSwitch} from './director-situation.js';
import {groupEffects, heldName, withGroup} from './group-effects.js';

/** This host is to be master: it says so with a priority that outranks all but an owner, and the other steps down. */
export function planDirectorTaking(
  situation: DirectorSituation,
  request: SwitchRequest,
  members: readonly Movable[],
): PlannedDirectorSwitch {
  const {target, hold} = request;
  const limits = handoverLimits(members);
  // that nobody is master is what this mends
  const findings = situation.findings.filter(({code}) => code !== 'no-master');
  return {
    plan: {
      request,
      manager: situation.manager,
      instances: membersOf(members).map(({identity}) => identity),
      way: {
        kind: 'hold',
        style: 'held',
        expectedOutage: 0,
        sideEffects: [
          ...groupEffects(members),
          'while it is held, no other takes over from it but an owner of the addresses (priority 255)',
          ...replacementEffects(situation),
        ],
      },
      steps: [
        `tell the director to be master${withGroup(members, target)}: it advertises priority 254, and whoever else is master steps down`,
        `wait until all addresses are here: ${span(limits.back)} at most, else release it again`,
        `leave it held${hold === undefined ? '' : ` for ${span(hold)}`}, until: lvsctl vrrp release ${heldName(members, target)}`,
      ],
      evidence: [],
      objections: [
        ...objectionsToWay(situation, request, members),
        ...objectionsToTakingNow(situation, request, members),
        ...objectionsOfFindings({...situation, findings}, members),
      ],
      advice: [],
    },
    change: {type: 'hold', as: 'master'},
    settings: {action: 'take', style: 'held', members: membersOf(members), limits},
  };
}
