import type {CommandContext} from '../command.js';
import {drainKey, type DrainRecord} from '../../maintenance/drain/drain-record.js';
import {finishDrain, leaveDrain, needsTemplatesCut} from '../../maintenance/drain/finish-drain.js';
import {removeDrained} from '../../maintenance/drain/remove-drained.js';
import {type WaitEvent, type WaitResult, waitForDrain} from '../../maintenance/drain/wait-for-drain.js';
import {span} from '../../vrrp/findings/words.js';
import type {OpenDrains} from './drain-context.js';
import {drainReporter} from './drain-reporter.js';
import type {DrainGiven} from './drain-run.js';
import type {Speaker} from './drain-speaker.js';

/** Ten minutes. */
const usualTimeout = 600_000;

/** Shows a drain that has begun until it is empty, or out of time, and says what came of it. Resolves to the exit status. */
export async function waitAndFinish(
  record: DrainRecord,
  given: DrainGiven,
  {drains, surroundings}: OpenDrains,
  speaker: Speaker,
  context: CommandContext,
): Promise<number> {
  const isRecorded = given['no-journal'] !== true;
  const until = given['until-conns'] ?? 0;
  const timeout = given.timeout ?? usualTimeout;
  const reporter = drainReporter(context, {columns: surroundings.columns, until, output: given.output});
  const begunAt = surroundings.clock();
  let left = 0;
  const show = (event: WaitEvent) => {
    if (event.type === 'progress') left = event.progress.left;
    reporter.show(event);
  };
  const result = await waitForDrain(
    drains,
    record,
    {untilConnections: until, timeout, ignoresTemplates: given.cut === 'templates'},
    show,
  );
  await reporter.finish();
  const end = {name: drainKey(record), left, took: span(surroundings.clock() - begunAt), isRecorded, record};
  const isCut = given.cut === 'connections' && result === 'timed out';
  const isDone = result === 'drained' || isCut;
  const problems = isDone
    ? await (record.whenEmpty === 'remove' ? removeDrained : finishDrain)(drains, record)
    : await leaveDrain(drains, record);
  for (const problem of problems) await speaker.note(problem);
  if (isDone && problems.length > 0)
    return speaker.result('failed', 6, `${end.name} is empty, but ${problems.join('; ')}`);
  if (isCut)
    return speaker.result('removed', 0, `${end.name} is removed, and ${left} connections with it${undrainWords(end)}`);
  const known = drains.find(record);
  if (known && needsTemplatesCut(drains, known))
    await speaker.note(
      'templates pin clients to it yet: expire_quiescent_template stays 1 until they have expired and lvsctl guard or drains looks, or until undrain',
    );
  return speaker.result(resultNames[result], statuses[result], wordsOf(result, end));
}

const statuses: Readonly<Record<WaitResult, number>> = {drained: 0, 'timed out': 3, interrupted: 130, ended: 3};
const resultNames: Readonly<Record<WaitResult, string>> = {
  drained: 'drained',
  'timed out': 'timed-out',
  interrupted: 'interrupted',
  ended: 'ended',
};

interface End {
  readonly name: string;
  readonly left: number;
  readonly took: string;
  readonly isRecorded: boolean;
  readonly record: DrainRecord;
}

function wordsOf(result: WaitResult, end: End): string {
  const {name, left, took, record} = end;
  const connections =
    left === 0 ? 'no connections are left' : left === 1 ? '1 connection is left' : `${left} connections are left`;
  switch (result) {
    case 'drained':
      return `${name} is drained${record.whenEmpty === 'remove' ? ' and removed' : ''}: ${connections} after ${took}${undrainWords(end)}`;
    case 'timed out':
      return `${connections} of ${name} after ${took}: it stays at weight 0; lvsctl drain ${name} waits again${undrainWords(end)}`;
    case 'interrupted':
      return `${connections} of ${name}: the drain goes on being in force; lvsctl drain ${name} waits again${undrainWords(end)}`;
    case 'ended':
      return `the drain of ${name} was ended by an undrain while ${connections}`;
  }
}

function undrainWords({name, isRecorded}: End): string {
  return isRecorded ? `; lvsctl undrain ${name} restores it` : '; the commands above restore it';
}
