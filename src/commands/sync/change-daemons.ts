import type {Change} from '../../ipvs/change.js';
import type {DaemonConfiguration} from '../../ipvs/daemon.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {formatChange} from '../../ipvsadm/format-change.js';
import type {Changer} from '../../maintenance/journal/changer.js';
import {refusalWords} from '../../ipvsadm/words.js';

/** What is to be done to the daemons, or why nothing is. */
export type DaemonPlan =
  | {readonly type: 'change'; readonly steps: readonly DaemonStep[]}
  | {readonly type: 'unchanged'; readonly words: string}
  | {readonly type: 'refused'; readonly words: string};

/** A request with what takes it back. */
export interface DaemonStep {
  readonly change: Change;
  readonly inverse: Change;
}

export function startStep(daemon: DaemonConfiguration): DaemonStep {
  return {change: {type: 'start-daemon', daemon}, inverse: stopChange(daemon)};
}

/** @param running as the kernel shows it: so it is started again where that is needed */
export function stopStep(running: DaemonConfiguration): DaemonStep {
  return {change: stopChange(running), inverse: {type: 'start-daemon', daemon: running}};
}

function stopChange({state, syncId}: DaemonConfiguration): Change {
  return {type: 'stop-daemon', state, syncId};
}

export interface DaemonOutcome {
  readonly result: 'done' | 'failed' | 'put-back' | 'not-put-back';
  readonly words: string;
}

/** Makes the changes one after the other; where one fails, those before it are taken back, the last first. */
export async function changeDaemons(
  ipvs: Ipvs,
  steps: readonly DaemonStep[],
  changer: Changer,
): Promise<DaemonOutcome> {
  for (const [i, {change}] of steps.entries()) {
    const {
      outcomes: [error],
    } = await changer.make(ipvs, [change]);
    if (error)
      return putBack(ipvs, changer, steps.slice(0, i), `${formatChange(change)}: ${failureWords(change, error)}`);
  }
  return {result: 'done', words: ''};
}

async function putBack(
  ipvs: Ipvs,
  changer: Changer,
  made: readonly DaemonStep[],
  failure: string,
): Promise<DaemonOutcome> {
  if (made.length === 0) return {result: 'failed', words: `${failure}. Nothing was changed.`};
  const left: string[] = [];
  for (const {inverse} of made.toReversed()) {
    const {
      outcomes: [error],
    } = await changer.make(ipvs, [inverse]);
    if (error) left.push(`${formatChange(inverse)}: ${failureWords(inverse, error)}`);
  }
  return left.length === 0
    ? {result: 'put-back', words: `${failure}. What was done before it was taken back.`}
    : {
        result: 'not-put-back',
        words: `${failure}. What was done before could not be taken back: ${left.join('; ')}. See lvsctl sync status.`,
      };
}

function failureWords(change: Change, error: Error): string {
  const words = refusalWords(error);
  if (change.type !== 'start-daemon' || !/No such device/.test(words)) return words;
  return `there is no interface ${change.daemon.interface} in this network namespace (ip link shows which there are)`;
}
