import {isNotRecorded} from '../../maintenance/journal/changer.js';
import {isLockHeld} from '../../maintenance/state/folder-lock.js';
import {sysctlChange} from '../../maintenance/drain/cut.js';
import {type DrainedDestination, drainKey, type DrainRecord} from '../../maintenance/drain/drain-record.js';
import {endDrain, type EndOptions, planEnd} from '../../maintenance/drain/end-drain.js';
import type {UndrainPlan} from '../../maintenance/drain/plan-undrain.js';
import {isSelected, type Selection} from '../../maintenance/drain/selection.js';
import {formatJournalChange} from '../../maintenance/journal/format-journal-change.js';
import {type CommandContext, isUsage, Usage} from '../command.js';
import type {OutputFormat} from '../output/structured.js';
import {type OpenDrains, withDrains} from './drain-context.js';
import {selectTarget} from './drain-target.js';
import {type UndrainSpeaker, undrainSpeaker} from './undrain-speaker.js';
import {nearest} from '../../ipvs/nearest-name.js';

/** What `undrain` and `maintenance off` are given. */
export interface UndrainGiven {
  readonly command: 'undrain' | 'maintenance off';
  readonly weight: number | undefined;
  readonly ramp: number | undefined;
  readonly 'dry-run': true | undefined;
  readonly force: true | undefined;
  readonly 'no-journal': true | undefined;
  readonly output: OutputFormat | undefined;
}

/** A drain, and the part of it that is meant: undefined for all. */
interface Meant {
  readonly record: DrainRecord;
  readonly isMeant: EndOptions['isMeant'];
}

/** Ends the drains that a word names. Resolves to the exit status. */
export function runUndrain(target: string, given: UndrainGiven, context: CommandContext): Promise<number> {
  return withDrains(context, given['no-journal'] !== true, async open => {
    const speaker = undrainSpeaker(given.command, given.output, context);
    const meant = await findDrains(target, open);
    let worst = 0;
    for (const each of meant) worst = Math.max(worst, await endOne(each, given, open, speaker));
    return speaker.finish(worst);
  });
}

/** By its name; else those that have a server of that host. @throws Usage where there is none */
async function findDrains(target: string, {drains, surroundings}: OpenDrains): Promise<readonly Meant[]> {
  const {records, problems} = drains.stored();
  const named = records.filter(one => one.target === target || drainKey(one) === target);
  if (named.length > 0) return named.map(record => ({record, isMeant: undefined}));
  const damaged = problems.length > 0 ? ` (${problems.join('; ')})` : '';
  const known = records.map(drainKey);
  const near = nearest(target, known);
  const there =
    records.length === 0
      ? 'Nothing is drained'
      : near === undefined
        ? `Drained are: ${known.join(', ')}`
        : `Did you mean ${near}? lvsctl drains shows all`;
  let selection: Selection;
  try {
    selection = await selectTarget(target, undefined, surroundings.addressesOf);
  } catch (error) {
    throw isUsage(error) ? new Usage(`${error.message}. ${there}${damaged}`) : error;
  }
  const isMeant = ({service, destination}: DrainedDestination) => isSelected(selection, service, destination);
  const partly = records.filter(record => record.destinations.some(isMeant));
  if (partly.length === 0) throw new Usage(`${target} is not drained by lvsctl. ${there}${damaged}`);
  return partly.map(record => ({record, isMeant: record.destinations.every(isMeant) ? undefined : isMeant}));
}

async function endOne(
  {record, isMeant}: Meant,
  given: UndrainGiven,
  {drains}: OpenDrains,
  speaker: UndrainSpeaker,
): Promise<number> {
  const name = drainKey(record);
  const options: EndOptions = {
    weight: given.weight,
    isForced: given.force === true,
    isMeant,
    ramp: given.ramp ?? 0,
    onStep: ({share}) => speaker.step(name, share),
  };
  if (given['dry-run'] === true) {
    const plan = await planEnd(drains, record, options);
    speaker.plan(plan, commandsOf(plan));
    return 0;
  }
  try {
    const ended = await endDrain(drains, record, options);
    if (!ended) return speaker.said(name, 'was ended by somebody else meanwhile', 0);
    speaker.ended(ended.plan, commandsOf(ended.plan), ended.problems, ended.isInterrupted);
    if (ended.problems.length > 0) return 6;
    if (ended.isInterrupted) return 130;
    return ended.plan.restored.some(({outcome}) => outcome === 'gone') && record.boot === drains.world.boot ? 1 : 0;
  } catch (error) {
    if (!isNotRecorded(error) && !isLockHeld(error)) throw error;
    return speaker.said(
      name,
      `was left as it is: ${error.message}. What restores it: lvsctl undrain ${name} --dry-run`,
      4,
    );
  }
}

function commandsOf({changes, sysctls}: UndrainPlan): readonly string[] {
  return [...changes, ...sysctls.map(sysctlChange)].map(formatJournalChange);
}
