import {escapeControls} from '../../ipvs/outside-text.js';
import {beginDrain} from '../../maintenance/drain/begin-drain.js';
import type {Drains} from '../../maintenance/drain/drains.js';
import {endDrain, planEnd} from '../../maintenance/drain/end-drain.js';
import {isNotRecorded} from '../../maintenance/journal/changer.js';
import {isLockHeld} from '../../maintenance/state/folder-lock.js';
import {drainCommands, type DrainWork, undrainCommands} from './drain-work.js';
import {endOptions} from './plan-drains.js';

/** What became of it; `notes`: what was done, and is less than it should be. */
export type DrainExecution =
  | {readonly type: 'done'; readonly notes: readonly string[]}
  | {readonly type: 'refused'; readonly words: string};

/** Begins or ends a drain as it was shown. NB: nobody waits for it afterwards. */
export async function carryOutDrain(drains: Drains, work: DrainWork): Promise<DrainExecution> {
  try {
    return work.type === 'begin' ? await begin(drains, work) : await end(drains, work);
  } catch (error) {
    if (isLockHeld(error)) return refused(`Nothing was done: ${error.message}`);
    if (isNotRecorded(error)) return refused(`Nothing was done: ${error.message}`);
    throw error;
  }
}

async function begin(drains: Drains, work: Extract<DrainWork, {type: 'begin'}>): Promise<DrainExecution> {
  const {request, accepted, commands, isExact} = work;
  const begun = await beginDrain(drains, request, {
    decide: plan =>
      plan.guards.every(({code}) => accepted.includes(code)) && (!isExact || isSame(commands, drainCommands(plan))),
    isAttended: false,
  });
  switch (begun.type) {
    case 'left':
      return refused(isOther);
    case 'failed':
      return refused(
        `${begun.words.join('; ')}; ${begun.isPutBack ? 'all is as it was' : 'not all could be taken back: U goes on with that'}`,
      );
    case 'begun':
      return {type: 'done', notes: begun.problems.map(problem => `${problem}: lvsctl guard is to watch its weight`)};
  }
}

async function end(drains: Drains, work: Extract<DrainWork, {type: 'end'}>): Promise<DrainExecution> {
  const {record, row, commands, isExact} = work;
  const options = endOptions(row);
  const found = drains.find(record);
  if (!found) return refused('Somebody has ended that drain meanwhile: nothing was done.');
  if (isExact && !isSame(commands, undrainCommands(await planEnd(drains, found, options)))) return refused(isOther);
  const ended = await endDrain(drains, found, options);
  if (!ended) return refused('Somebody has ended that drain meanwhile: nothing was done.');
  if (ended.problems.length > 0) return refused(`${ended.problems.join('; ')}; U goes on with the rest`);
  return {type: 'done', notes: []};
}

const isOther = 'It is no longer as it was shown: nothing was done, look again.';

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

function refused(words: string): DrainExecution {
  return {type: 'refused', words: escapeControls(words)};
}
