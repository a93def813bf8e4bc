import type {CommandContext} from '../command.js';
import {isNotRecorded} from '../../maintenance/journal/changer.js';
import {isLockHeld} from '../../maintenance/state/folder-lock.js';
import {beginDrain, type Begun} from '../../maintenance/drain/begin-drain.js';
import {type Cut, sysctlChange} from '../../maintenance/drain/cut.js';
import {drainKey} from '../../maintenance/drain/drain-record.js';
import {recoverSysctls} from '../../maintenance/drain/finish-drain.js';
import {isGuarded} from '../../maintenance/drain/guard-lock.js';
import type {DrainPlan, DrainRequest} from '../../maintenance/drain/drain-plan.js';
import {formatJournalChange} from '../../maintenance/journal/format-journal-change.js';
import type {JournalChange} from '../../maintenance/journal/journal-entry.js';
import type {OutputFormat} from '../output/structured.js';
import {type OpenDrains, withDrains} from './drain-context.js';
import {drainSpeaker, type Speaker} from './drain-speaker.js';
import {type NamedServices, selectTarget} from './drain-target.js';
import {explainNothing} from './explain-nothing.js';
import {templatesNote} from './templates.js';
import {waitAndFinish} from './wait-and-finish.js';

/** What `drain` and `maintenance on` are given. */
export interface DrainGiven {
  readonly command: 'drain' | 'maintenance on';
  readonly service: NamedServices | undefined;
  readonly timeout: number | undefined;
  readonly 'until-conns': number | undefined;
  readonly reason: string | undefined;
  readonly expires: number | undefined;
  readonly cut: Cut | undefined;
  readonly whenEmpty: 'stay' | 'remove' | undefined;
  readonly 'no-wait': true | undefined;
  readonly 'dry-run': true | undefined;
  readonly force: true | undefined;
  readonly 'no-journal': true | undefined;
  readonly output: OutputFormat | undefined;
}

/** Plans a drain, shows it, begins it and waits for it. Resolves to the exit status. */
export function runDrain(target: string, given: DrainGiven, context: CommandContext): Promise<number> {
  const isRecorded = given['no-journal'] !== true;
  return withDrains(context, isRecorded, async open => {
    const speaker = drainSpeaker(given.command, given.output, context);
    const request = await requestOf(target, given, open);
    for (const words of await recovered(open)) await speaker.note(words);
    if (given['dry-run'] === true) return dryRun(open, request, given, speaker);
    let begun: Begun;
    try {
      begun = await beginDrain(open.drains, request, {
        decide: plan => decide(plan, given, open, speaker),
        isAttended: given['no-wait'] !== true,
      });
    } catch (error) {
      if (isLockHeld(error)) return speaker.result('refused', 4, `nothing was changed: ${error.message}`);
      if (!isNotRecorded(error)) throw error;
      return speaker.result('refused', 4, error.message);
    }
    return carryOn(begun, request, given, open, speaker, context);
  });
}

async function requestOf(target: string, given: DrainGiven, {surroundings}: OpenDrains): Promise<DrainRequest> {
  return {
    target,
    services: given.service?.names ?? [],
    selection: await selectTarget(target, given.service, surroundings.addressesOf),
    user: surroundings.user,
    reason: given.reason,
    expires: given.expires === undefined ? undefined : surroundings.clock() + given.expires,
    whenEmpty: given.whenEmpty,
    cut: given.cut,
  };
}

/** Where it cannot be done, the drain itself will tell. */
async function recovered({drains}: OpenDrains): Promise<readonly string[]> {
  try {
    return await recoverSysctls(drains);
  } catch {
    return [];
  }
}

function changesOf(plan: DrainPlan): readonly JournalChange[] {
  return [...plan.changes, ...plan.sysctls.map(sysctlChange)];
}

async function showPlan(plan: DrainPlan, {ipvs, drains}: OpenDrains, speaker: Speaker): Promise<void> {
  const note = templatesNote(plan.chosen, () => ipvs.connections());
  const {expires} = plan.record;
  const isUnguarded = expires !== undefined && !(await isGuarded(drains));
  await speaker.plan(plan, changesOf(plan), [
    ...plan.notes,
    ...(note === undefined ? [] : [note]),
    ...(isUnguarded ? ['it expires, but lvsctl guard does not run here, which would end it'] : []),
  ]);
}

async function dryRun(open: OpenDrains, request: DrainRequest, given: DrainGiven, speaker: Speaker): Promise<number> {
  const plan = await open.drains.plan(request);
  if (plan.chosen.length === 0) return explainNothing(plan, open, speaker);
  await showPlan(plan, open, speaker);
  speaker.commands(changesOf(plan).map(formatJournalChange));
  const isRefused = plan.guards.length > 0 && given.force !== true;
  return speaker.result('planned', isRefused ? 4 : 0, isRefused ? 'would be refused' : 'nothing was changed');
}

async function decide(plan: DrainPlan, given: DrainGiven, open: OpenDrains, speaker: Speaker): Promise<boolean> {
  await showPlan(plan, open, speaker);
  return plan.guards.length === 0 || given.force === true;
}

async function carryOn(
  begun: Begun,
  request: DrainRequest,
  given: DrainGiven,
  open: OpenDrains,
  speaker: Speaker,
  context: CommandContext,
): Promise<number> {
  const name = drainKey(request);
  if (begun.type === 'left') {
    if (begun.plan.chosen.length === 0) return explainNothing(begun.plan, open, speaker);
    return speaker.result(
      'refused',
      4,
      `${name} was left as it is, for what speaks against it; --force drains it all the same`,
    );
  }
  if (begun.type === 'failed') {
    const after = begun.isPutBack ? 'all is as it was' : `not all could be taken back: lvsctl undrain ${name}`;
    return speaker.result('failed', begun.isPutBack ? 5 : 6, [...begun.words, after].join('; '));
  }
  for (const problem of begun.problems) await speaker.note(`${problem}: its weights are watched instead`);
  if (given['no-wait'] === true)
    return speaker.result(
      'begun',
      0,
      `${name} drains; lvsctl drains shows how far it is, lvsctl undrain ${name} ends it`,
    );
  return waitAndFinish(begun.record, given, open, speaker, context);
}
