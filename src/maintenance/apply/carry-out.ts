import type {Change, Outcome} from '../../ipvs/change.js';
import {errnoCode} from '../../ipvs/errno.js';
import {FollowedTable} from '../../ipvs/followed-table.js';
import {inversesOf, serviceOf} from '../../ipvs/inverses.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {unknownScheduler} from '../../ipvs/known-schedulers.js';
import {isRefusal} from '../../ipvs/refusal.js';
import {type ServiceId, serviceKey} from '../../ipvs/service.js';
import {formatChange} from '../../ipvsadm/format-change.js';
import {refusalWords} from '../../ipvsadm/words.js';
import {differencesOf, listed, subjectsOf} from './differences.js';
import {type PutBack, putBack} from './put-back.js';
import {readEntries} from './read-entries.js';
import {changesOf, type TablePlan} from './table-plan.js';

/** How it ended. Words are for people. */
export type ApplyResult =
  | {readonly type: 'done'}
  /** Nothing was changed. */
  | {readonly type: 'refused'; readonly words: string}
  /** What had been changed is as it was before. */
  | {readonly type: 'put-back'; readonly words: string}
  /** Some of it is not, and these commands would bring it back. */
  | {readonly type: 'not-put-back'; readonly words: string; readonly commands: readonly string[]};

export type ApplyIpvs = Pick<Ipvs, 'service' | 'destinationConfigurations' | 'apply'>;

/** As many as the kernel takes in one send: whatever a refusal leaves behind is no more than this. */
const mostAtOnce = 128;

/**
 * Carries a plan out: each stage only when the one before is in force, each part of it only when what it is about is
 * still as it was planned for. A refusal, a change by somebody else, an interruption: all of it is put back. In the end
 * the table is read once more.
 */
export async function carryOut(
  ipvs: ApplyIpvs,
  {stages, before}: TablePlan,
  isInterrupted: () => boolean = () => false,
): Promise<ApplyResult> {
  const expected = new FollowedTable(before);
  const attempted: Change[] = [];
  const obstacle = await proceed().catch((error: Error) => error.message);
  if (obstacle === undefined) return {type: 'done'};
  if (attempted.length === 0) return {type: 'refused', words: obstacle};
  const {left, commands} = await putBack(ipvs, before, attempted).catch(unreadable);
  if (left.length === 0) return {type: 'put-back', words: obstacle};
  return {
    type: 'not-put-back',
    words: `${obstacle}. Not put back: ${listed(left)}`,
    commands: commands.map(formatChange),
  };

  /** The kernel no longer answers: what was asked of it may be done or not. */
  function unreadable(error: Error): PutBack {
    const inverses = inversesOf({entries: before}, attempted).toReversed();
    return {
      left: [`it is not known what, as the table cannot be read (${error.message})`],
      commands: inverses.flatMap(inverse => inverse ?? []),
    };
  }

  async function proceed(): Promise<string | undefined> {
    for (const stage of [stages.building, stages.quiescing, stages.removing])
      for (let at = 0; at < stage.length; at += mostAtOnce) {
        if (isInterrupted()) return 'interrupted';
        const problem = await makePart(stage.slice(at, at + mostAtOnce));
        if (problem !== undefined) return problem;
      }
    const made = changesOf(stages);
    const different = await differences(made, expected);
    return different && `read again, the table is not as asked: ${different}`;
  }

  async function makePart(part: readonly Change[]): Promise<string | undefined> {
    const meanwhile = await differences(part, expected);
    if (meanwhile !== undefined) return `the table has changed while this was planned: ${meanwhile}`;
    attempted.push(...part);
    const outcomes = await ipvs.apply(part);
    for (const [i, change] of part.entries()) if (isMade(outcomes[i])) expected.follow(change);
    return refusalsOf(part, outcomes);
  }

  async function differences(changes: readonly Change[], wanted: FollowedTable): Promise<string | undefined> {
    const now = await readEntries(ipvs, servicesOf(changes));
    const different = differencesOf(subjectsOf(changes, wanted, now), wanted, now);
    return different.length === 0 ? undefined : listed(different);
  }
}

/** An answer that was lost, and the table shows it done, is done. */
function isMade(outcome: Outcome): boolean {
  return !outcome || (outcome.name === 'UnknownOutcome' && 'finding' in outcome && outcome.finding === 'as asked');
}

function refusalsOf(part: readonly Change[], outcomes: readonly Outcome[]): string | undefined {
  const failed = part.flatMap((change, i) => {
    const outcome = outcomes[i];
    return outcome && !isMade(outcome)
      ? [`${formatChange(change)}: ${refusalWords(outcome)}${hint(outcome, change)}`]
      : [];
  });
  const [first] = failed;
  if (first === undefined) return undefined;
  const more = failed.length > 1 ? ` (and ${failed.length - 1} more with it)` : '';
  return `the kernel refused ${first}${more}`;
}

/** NB: ENOENT is the same for a persistence engine. */
function hint(refused: Error, change: Change): string {
  if (!('service' in change) || !isRefusal(refused) || errnoCode(refused.errno) !== 'ENOENT') return '';
  const unknown = unknownScheduler(change.service.scheduler);
  return unknown === undefined ? '' : ` (${unknown})`;
}

function servicesOf(changes: readonly Change[]): Iterable<ServiceId> {
  const ids = new Map<string, ServiceId>();
  for (const change of changes) {
    const id = serviceOf(change);
    if (id) ids.set(serviceKey(id), id);
  }
  return ids.values();
}
