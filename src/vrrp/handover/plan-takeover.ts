import {formatAddress} from '../../net/address.js';
import {span} from '../findings/words.js';
import {handoverLimits} from './deadlines.js';
import {membersOf} from './handover-members.js';
import {evidenceFor, objectionsOfFindings, refuse} from './objections.js';
import {type Change, type PlannedSwitch, plannedHold} from './planned-switch.js';
import type {Objection, SwitchRequest, Way} from './router-owner.js';
import {isMaster, type Movable, type Situation, type TrackedFile} from './situation.js';

/** The highest that tracking can make a priority; 255 is the owner's (RFC 9568 §5.2.4). */
const highest = 254;

/**
 * This host is to become master: there is no way to tell keepalived so, but a tracked file with a weight can lift its
 * priority above the master's. That one steps down at the first advertisement, so nobody is without addresses.
 */
export function planTakeover(situation: Situation, request: SwitchRequest, members: readonly Movable[]): PlannedSwitch {
  const names = members.map(({wanted}) => wanted.name);
  const objections: Objection[] = [
    ...objectionsToRising(situation, request, members),
    ...objectionsOfFindings(situation, members),
  ];
  const lift = objections.length > 0 ? undefined : findLift(situation.files, request, members);
  const change: Change | undefined = lift && {
    type: 'file',
    file: lift.file,
    value: lift.value,
    undo: lift.file.value,
    hold: plannedHold(situation.canSchedule, request),
  };
  if (!lift && objections.length === 0) objections.push(cannotRise(members));
  const way: Way = {kind: 'file', style: 'held', expectedOutage: 0, sideEffects: []};
  const limits = handoverLimits(members);
  return {
    plan: {
      request,
      manager: situation.manager,
      instances: membersOf(members).map(({identity}) => identity),
      way,
      steps: lift
        ? [
            `write ${lift.value} to ${lift.file.path} (track_file ${lift.file.name}, weight ${lift.file.weight}): the priority rises above that of the master`,
            `wait until all addresses are here: ${span(limits.back)} at most, else write ${lift.file.value} again`,
            `leave it so, until: lvsctl vrrp release ${request.target}`,
          ]
        : [],
      evidence: evidenceFor(situation.evidence, members),
      objections,
      advice: lift ? [] : onPeer(names, request, members),
    },
    change,
    settings: {action: 'take', style: 'held', members: membersOf(members), limits},
  };
}

function objectionsToRising(
  {isRunning, manager, files}: Situation,
  {target, via, isHeld}: SwitchRequest,
  members: readonly Movable[],
): Objection[] {
  if (!isRunning) return [refuse('not-running', `${manager} does not run here: there is nothing to move`)];
  if (isHeld)
    return [
      refuse(
        'no-hold-as-master',
        `${manager} cannot be told to be master. lvsctl vrrp switch ${target} --to master lifts its priority, where a tracked file with a weight can; else, on the host that is master: lvsctl vrrp hold ${target} --as backup`,
      ),
    ];
  if (members.every(isMaster)) return [refuse('is-master', `${target} is master here already`)];
  if (via === 'stop') return [refuse('no-way', 'stopping the daemon here does not make this host master')];
  if (via === 'reload') return [refuse('no-way', 'another priority and a reload is not done by itself')];
  const held = files.find(
    ({weight, value, instances}) =>
      weight === 0 && value !== 0 && members.some(({wanted}) => instances.includes(wanted.name)),
  );
  return held
    ? [refuse('held', `it is held here: ${held.path} is ${held.value}. lvsctl vrrp release ${target} ends that`)]
    : [];
}

interface Lift {
  readonly file: TrackedFile;
  readonly value: number;
}

/** The file and the smallest number that bring every member above the master that is heard. */
function findLift(
  files: readonly TrackedFile[],
  {file: named}: SwitchRequest,
  members: readonly Movable[],
): Lift | undefined {
  if (members.some(({wanted}) => !wanted.preempts)) return undefined;
  const missing = members.map(missingPriority);
  if (missing.some(each => each === undefined)) return undefined;
  const needed = Math.max(1, ...(missing as number[]));
  for (const file of files) {
    const isActing = members.every(({wanted}) => file.instances.includes(wanted.name));
    if (!isActing || file.weight === 0 || file.problem !== undefined || (named !== undefined && file.name !== named))
      continue;
    const contribution = file.value * file.weight + needed;
    const value = Math.sign(file.weight) * Math.ceil(contribution / Math.abs(file.weight));
    const rises = value * file.weight - file.value * file.weight;
    if (members.every(movable => (priorityOf(movable) ?? highest) + rises <= highest)) return {file, value};
  }
  return undefined;
}

/** How much its priority has to rise to be above the master's; undefined where that is not known or cannot be. */
function missingPriority(movable: Movable): number | undefined {
  if (isMaster(movable)) return 0;
  const theirs = movable.view?.master?.priority;
  const ours = priorityOf(movable);
  return theirs === undefined || ours === undefined || theirs >= highest ? undefined : theirs + 1 - ours;
}

function priorityOf({wanted, view}: Movable): number | undefined {
  return view?.priority.effective ?? view?.priority.base ?? wanted.priority;
}

function cannotRise(members: readonly Movable[]): Objection {
  const staying = members.filter(({wanted}) => !wanted.preempts).map(({wanted}) => wanted.name);
  if (staying.length > 0)
    return refuse('nopreempt', `${staying.join(', ')} has nopreempt: no priority makes it master while another is`);
  const unheard = members.filter(movable => !isMaster(movable) && movable.view?.master?.priority === undefined);
  if (unheard.length > 0)
    return refuse(
      'no-master-heard',
      `no master of ${unheard.map(({wanted}) => wanted.name).join(', ')} is heard that it could be lifted above`,
    );
  return refuse('no-file', 'no tracked file with a weight can lift its priority above that of the master');
}

/** The master has to give up: what to run there. */
function onPeer(names: readonly string[], {target}: SwitchRequest, members: readonly Movable[]): readonly string[] {
  const hosts = new Set(
    members.flatMap(({view}) =>
      view?.master?.address && !view.master.isThisHost ? [formatAddress(view.master.address)] : [],
    ),
  );
  if (names.length === 0 || hosts.size === 0) return [];
  return [`On the host that has ${[...hosts].join(', ')}: lvsctl vrrp switch ${target} --to backup`];
}
