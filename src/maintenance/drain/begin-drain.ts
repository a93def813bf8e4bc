import type {Outcome} from '../../ipvs/change.js';
import {isRefusal} from '../../ipvs/refusal.js';
import {refusalWords} from '../../ipvsadm/words.js';
import {isNotRecorded} from '../journal/changer.js';
import {formatJournalChange} from '../journal/format-journal-change.js';
import type {JournalChange} from '../journal/journal-entry.js';
import {isLockHeld} from '../state/folder-lock.js';
import {sysctlChange} from './cut.js';
import {drainKey, type DrainRecord, placeOf, servicesOf} from './drain-record.js';
import type {Drains} from './drains.js';
import type {DrainPlan, DrainRequest} from './drain-plan.js';
import {planUndrain} from './plan-undrain.js';
import {readServices} from './read-table.js';

export type Begun =
  | {readonly type: 'left'; readonly plan: DrainPlan}
  /** `problems`: what owners could not do. */
  | {
      readonly type: 'begun';
      readonly plan: DrainPlan;
      readonly record: DrainRecord;
      readonly problems: readonly string[];
    }
  | {readonly type: 'failed'; readonly plan: DrainPlan; readonly words: readonly string[]; readonly isPutBack: boolean};

export interface BeginOptions {
  /** Whether to go on with what was planned; asked while nobody else changes drains. */
  decide(plan: DrainPlan): boolean | Promise<boolean>;
  /** Whether somebody waits for it afterwards. */
  readonly isAttended: boolean;
}

/**
 * Records a drain, then quiesces in one batch. What the kernel refuses has all of it taken back.
 * @throws NotRecorded before anything was changed
 */
export async function beginDrain(drains: Drains, request: DrainRequest, options: BeginOptions): Promise<Begun> {
  const command = `drain ${drainKey(request)}`;
  return drains.locked(command, async () => {
    const plan = await drains.plan(request);
    if (plan.chosen.length === 0 || !(await options.decide(plan))) return {type: 'left', plan};
    return quiesce(drains, plan, command, options.isAttended);
  });
}

async function quiesce(drains: Drains, plan: DrainPlan, command: string, isAttended: boolean): Promise<Begun> {
  const record = {...plan.record, worker: drains.self};
  drains.put(record);
  const changes: JournalChange[] = [...plan.changes, ...plan.sysctls.map(sysctlChange)];
  const outcomes = await drains
    .make(changes, {command, reason: record.reason, isFirst: true})
    .catch(error => forget(drains, record, plan.known, error));
  const words = problemsOf(changes, outcomes);
  if (words.length > 0) return {type: 'failed', plan, words, isPutBack: await takeBack(drains, plan, record, command)};
  const problems = await drains.quiesceByOwners(record);
  const draining = {...record, stage: 'draining', worker: isAttended ? drains.self : undefined} as const;
  return {type: 'begun', plan, record: draining, problems: [...problems, ...drains.update(draining)]};
}

/** Nothing was changed: the records are as before. @throws always */
export function forget(drains: Drains, record: DrainRecord, known: DrainRecord | undefined, error: unknown): never {
  if (isNotRecorded(error) || isLockHeld(error)) {
    if (known) drains.update(known);
    else drains.store.remove(record);
  }
  throw error;
}

/** What was not done, as its command with the reason. A server that has gone meanwhile is no problem; an unknown answer that the table shows as done is none. */
export function problemsOf(changes: readonly JournalChange[], outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap((outcome, i) => {
    const change = changes[i];
    if (!outcome || !change || isAsWanted(change, outcome)) return [];
    return [`${formatJournalChange(change)}: ${refusalWords(outcome)}`];
  });
}

/** ENOENT and ESRCH of <asm-generic/errno.h>. */
const gone: readonly number[] = [2, 3];

function isAsWanted({type}: JournalChange, outcome: Error): boolean {
  if ('finding' in outcome) return outcome.finding === 'as asked';
  return isRefusal(outcome) && (type === 'edit-server' || type === 'delete-server') && gone.includes(outcome.errno);
}

/** What another run of the same drain had quiesced before stays so. */
async function takeBack(drains: Drains, {known}: DrainPlan, record: DrainRecord, command: string): Promise<boolean> {
  const before = new Set(known?.boot === record.boot ? known.destinations.map(placeOf) : []);
  const back = planUndrain(
    record,
    {weight: undefined, isForced: false},
    {
      table: await readServices(drains.ipvs, servicesOf([record])),
      records: drains.stored().records,
      boot: drains.world.boot,
      ownershipOf: () => undefined,
    },
    drained => !before.has(placeOf(drained)),
  );
  const changes = [...back.changes, ...(await drains.sysctlsBack(back.sysctls))];
  const isBack = problemsOf(changes, await drains.make(changes, {command: `${command}: taken back`})).length === 0;
  if (!isBack) return false;
  if (known) return drains.update(known).length === 0;
  drains.store.remove(record);
  return true;
}
