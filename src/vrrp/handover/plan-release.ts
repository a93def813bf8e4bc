import {span} from '../findings/words.js';
import {handoverLimits} from './deadlines.js';
import {membersOf} from './handover-members.js';
import {evidenceFor} from './objections.js';
import type {Change, PlannedSwitch} from './planned-switch.js';
import type {Objection, SwitchRequest} from './router-owner.js';
import {instancesOf, isMaster, type Movable, type Situation, type TrackedFile} from './situation.js';

/** What is known of a hold that is to end. */
export interface HeldFile {
  readonly path: string;
  /** What it said before the hold. */
  readonly undo: number;
}

/**
 * Takes a hold away. @param recorded the files of the records for this target; a tracked file of weight 0 that is not 0
 * is taken for one too
 */
export function planRelease(situation: Situation, target: string, recorded: readonly HeldFile[]): PlannedSwitch {
  const members = instancesOf(situation, target);
  const found = findHeld(situation.files, members, recorded);
  const change: Change | undefined = found && {
    type: 'file',
    file: found.file,
    value: found.undo,
    undo: found.file.value,
    hold: undefined,
  };
  const limits = handoverLimits(members);
  const coming = members.filter(movable => comesBack(movable, found?.file.weight === 0) === true);
  return {
    plan: {
      request: requestOf(target),
      isRelease: true,
      manager: situation.manager,
      instances: membersOf(members).map(({identity}) => identity),
      way: {kind: 'file', style: 'held', expectedOutage: 0, sideEffects: []},
      steps: found
        ? [
            found.undo === found.file.value
              ? `forget its record: ${found.file.path} is ${found.undo} already`
              : `write ${found.undo} to ${found.file.path} (track_file ${found.file.name})`,
            !situation.isRunning
              ? `${situation.manager} does not run: nothing else happens`
              : coming.length > 0
                ? `wait until ${coming.map(({wanted}) => wanted.name).join(', ')} is master here again: ${span(limits.back)} at most`
                : 'see that the other is still master',
          ]
        : [],
      evidence: evidenceFor(situation.evidence, members),
      objections: found
        ? problemsOf(found.file)
        : [{code: 'not-held', words: `nothing holds ${target}`, isForceable: false}],
      advice: [],
    },
    change,
    settings: {
      action: 'release',
      style: 'held',
      // where no daemon runs, there is nothing to wait for
      members: situation.isRunning ? membersOf(members, movable => comesBack(movable, found?.file.weight === 0)) : [],
      limits: situation.isRunning ? limits : {...limits, back: 0},
    },
  };
}

function findHeld(
  files: readonly TrackedFile[],
  members: readonly Movable[],
  recorded: readonly HeldFile[],
): {file: TrackedFile; undo: number} | undefined {
  const acting = files.filter(({instances}) => members.some(({wanted}) => instances.includes(wanted.name)));
  for (const {path, undo} of recorded) {
    const file = acting.find(each => each.path === path);
    if (file && file.value !== undo) return {file, undo};
  }
  const held = acting.find(({weight, value}) => weight === 0 && value !== 0);
  if (held) return {file: held, undo: 0};
  const [over] = recorded.flatMap(({path}) => acting.filter(file => file.path === path));
  return over && {file: over, undo: over.value}; // somebody undid it by hand: what is left is the record
}

/** Whether it takes over again when nothing holds it: it preempts, and has more priority than the master that is heard. */
function comesBack(movable: Movable, wasFault: boolean): boolean | undefined {
  const {wanted, view} = movable;
  if (!wasFault) return isMaster(movable) ? undefined : false;
  if (!wanted.preempts) return view?.master ? false : undefined;
  const theirs = view?.master?.priority;
  if (theirs === undefined) return undefined;
  const ours = wanted.priority;
  const isSure = !wanted.tracked.some(({weight, kind}) => weight !== 0 || kind !== 'file');
  if (ours > theirs) return isSure ? true : undefined;
  return ours < theirs && isSure ? false : undefined;
}

function problemsOf({path, problem}: TrackedFile): Objection[] {
  return problem === undefined
    ? []
    : [{code: 'file-problem', words: `${path} cannot be written: ${problem}`, isForceable: false}];
}

function requestOf(target: string): SwitchRequest {
  return {
    target,
    to: 'master',
    via: 'auto',
    file: undefined,
    hold: undefined,
    owner: undefined,
    reason: undefined,
  };
}
