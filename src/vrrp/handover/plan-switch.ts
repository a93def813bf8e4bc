import {span} from '../findings/words.js';
import type {Milliseconds} from '../intervals.js';
import {chooseFile} from './choose-file.js';
import {expectedOutage, handoverLimits} from './deadlines.js';
import type {HandoverSettings} from './handover.js';
import {membersOf} from './handover-members.js';
import {objectionsToPeer} from './named-peer.js';
import {evidenceFor, objectionsToLeaving, refuse} from './objections.js';
import {planTakeover} from './plan-takeover.js';
import {type Change, type PlannedSwitch, plannedHold} from './planned-switch.js';
import type {Objection, SwitchPlan, SwitchRequest, Way} from './router-owner.js';
import {instancesOf, isMaster, type Movable, type Situation} from './situation.js';
import {otherWays, sideEffectsOf} from './ways.js';

/** What a switch would do, what speaks for it and what against. @param request of a target that is there */
export function planSwitch(situation: Situation, request: SwitchRequest): PlannedSwitch {
  const members = movedBy(situation, request);
  return request.to === 'master' ? planTakeover(situation, request, members) : planLeaving(situation, request, members);
}

/** Everything that moves: the target, and with the daemon all that it runs. */
export function movedBy(situation: Situation, {target, via, to}: SwitchRequest): readonly Movable[] {
  return via === 'stop' && to === 'backup' ? situation.instances : instancesOf(situation, target);
}

function planLeaving(situation: Situation, request: SwitchRequest, members: readonly Movable[]): PlannedSwitch {
  const limits = handoverLimits(members);
  const style = styleOf(request, members);
  const [change, objections] = changeFor(situation, request, members, style);
  const kind = request.via === 'stop' || request.via === 'reload' ? request.via : 'file';
  const way: Way = {
    kind,
    style,
    expectedOutage: expectedOutage(members),
    sideEffects: sideEffects(kind, change, members),
  };
  const plan: SwitchPlan = {
    request,
    manager: situation.manager,
    instances: members.map(({wanted: {name, interface: link, family, virtualRouter}}) => ({
      name,
      interface: link,
      family,
      virtualRouter,
    })),
    way,
    steps: change ? stepsOf(change, way, request, limits.taken) : [],
    evidence: evidenceFor(situation.evidence, members),
    objections: [
      ...objections,
      ...objectionsToBeing(situation, request, members),
      ...objectionsToLeaving(situation, members),
      ...objectionsToPeer(request, evidenceFor(situation.evidence, members)),
    ],
    advice: objections.some(({code}) => code === 'no-file')
      ? otherWays(request.target, situation.stopping?.stop)
      : adviceOn(change, request),
  };
  const settings: HandoverSettings = {action: 'yield', style, members: membersOf(members), limits};
  return {plan, change, settings};
}

/** A pulse is enough where nobody preempts; otherwise this host would take over again at once. */
function styleOf({hold, isHeld, via}: SwitchRequest, members: readonly Movable[]): Way['style'] {
  return hold === undefined && isHeld !== true && via !== 'stop' && members.every(({wanted}) => !wanted.preempts)
    ? 'pulse'
    : 'held';
}

function changeFor(
  situation: Situation,
  request: SwitchRequest,
  members: readonly Movable[],
  style: Way['style'],
): [change: Change | undefined, objections: readonly Objection[]] {
  if (request.via === 'reload')
    return [
      undefined,
      [
        refuse(
          'no-reload',
          'another priority and a reload is not done by itself: lvsctl vrrp prepare adds a tracked file instead, once, and then every switch is a write to it',
        ),
      ],
    ];
  if (request.via === 'stop') return stopping(situation, request);
  const names = members.map(({wanted}) => wanted.name);
  const files = situation.files.filter(({weight}) => weight === 0);
  const held = files.find(({value, instances}) => value !== 0 && instances.some(name => names.includes(name)));
  if (held)
    return [
      undefined,
      [
        refuse(
          'held',
          `it is held already: ${held.path} is ${held.value}. lvsctl vrrp release ${request.target} ends that`,
        ),
      ],
    ];
  const {file, objection} = chooseFile(files, names, request.file);
  if (!file) return [undefined, [objection]];
  const moved = situation.files.filter(({path}) => path === file.path).flatMap(({instances}) => instances);
  const others = [...new Set(moved)].filter(name => !names.includes(name));
  const change: Change = {
    type: 'file',
    file,
    value: 1,
    undo: 0,
    hold: style === 'held' ? plannedHold(situation.canSchedule, request) : undefined,
  };
  return [
    change,
    [
      ...(file.problem === undefined
        ? []
        : [refuse('file-problem', `${file.path} cannot be written: ${file.problem}`)]),
      ...(others.length === 0
        ? []
        : [{code: 'moves-more', words: `${file.path} acts on ${others.join(', ')} too`, isForceable: true}]),
    ],
  ];
}

function stopping({stopping: words}: Situation, {isConfirmed, hold}: SwitchRequest): ReturnType<typeof changeFor> {
  if (!words) return [undefined, [refuse('no-daemon', 'no daemon was found that could be stopped')]];
  const objections = [
    ...(isConfirmed ? [] : [refuse('not-confirmed', `${words.stop} needs --yes: ${sideEffectsOf('stop').join('; ')}`)]),
    ...(hold === undefined
      ? []
      : [refuse('no-hold', 'a stopped daemon is not started again after a time: leave --hold out')]),
  ];
  return [{type: 'stop', ...words}, objections];
}

/** What is so on this host against what is asked for. */
function objectionsToBeing(
  {isRunning, manager}: Situation,
  {hold, isHeld, via}: SwitchRequest,
  members: readonly Movable[],
): Objection[] {
  if (!isRunning) return [refuse('not-running', `${manager} does not run here: there is nothing to move`)];
  if (members.some(isMaster)) return [];
  const names = members.map(({wanted, view}) => `${wanted.name} is ${view?.state ?? 'unknown'}`).join(', ');
  if (members.some(({view}) => view === undefined || view.state === 'unknown'))
    return [{code: 'unknown-state', words: `nobody knows whether it is master here: ${names}`, isForceable: true}];
  if ((hold !== undefined || isHeld) && via !== 'stop') return [];
  return [refuse('not-master', `there is nothing to move: ${names}. --hold DURATION keeps it from becoming master`)];
}

function sideEffects(kind: Way['kind'], change: Change | undefined, members: readonly Movable[]): readonly string[] {
  const group = members[0]?.wanted.syncGroup;
  return [
    ...sideEffectsOf(kind),
    ...(group !== undefined && members.length > 1 ? [`the sync group ${group} moves as a whole`] : []),
    ...(change?.type === 'file' && change.hold
      ? ['while it is held, this host does not take over if the other fails']
      : []),
  ];
}

function stepsOf(change: Change, way: Way, {target, hold}: SwitchRequest, taken: Milliseconds): readonly string[] {
  const waiting = `wait until the addresses are gone here and another is heard as master: ${span(taken)} at most`;
  if (change.type === 'stop') return [change.stop, waiting, `it stays stopped until: ${change.start}`];
  const {file, hold: held} = change;
  const written = `write 1 to ${file.path} (track_file ${file.name}): a fault, which is told with priority 0`;
  const otherwise = `${waiting}, else write 0 again`;
  if (way.style === 'pulse')
    return [written, otherwise, `write 0 to ${file.path}, and see that the other stays master`];
  const end = hold === undefined ? '' : `, for ${span(hold)}`;
  return [
    written,
    otherwise,
    `leave it held${end}, until: lvsctl vrrp release ${target}`,
    ...(hold === undefined || !held?.canSchedule
      ? []
      : [
          `${held.isScheduled ? '' : 'only with --yes: '}systemd-run --on-active=${Math.ceil(hold / 1000)} lvsctl vrrp release ${target}`,
        ]),
  ];
}

function adviceOn(change: Change | undefined, {hold, target}: SwitchRequest): readonly string[] {
  if (change?.type !== 'file' || !change.hold || hold === undefined || change.hold.isScheduled) return [];
  const timer = change.hold.canSchedule ? ', or have systemd do it with --yes' : '';
  return [
    `Nobody will end this hold after ${span(hold)}: end it with lvsctl vrrp release ${target}${timer}. Until then lvsctl vrrp holds lists it as overdue.`,
  ];
}
