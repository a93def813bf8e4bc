import {escapeControls} from '../../ipvs/outside-text.js';
import {drainKey} from '../../maintenance/drain/drain-record.js';
import type {UndrainPlan} from '../../maintenance/drain/plan-undrain.js';
import type {CommandContext} from '../command.js';
import {formatDocument, type OutputFormat} from '../output/structured.js';
import {serverDocument} from './drain-document.js';

/** What an undrain tells: words as it goes, or one document at its end. */
export interface UndrainSpeaker {
  plan(plan: UndrainPlan, commands: readonly string[]): void;
  step(name: string, share: number): void;
  ended(plan: UndrainPlan, commands: readonly string[], problems: readonly string[], isInterrupted: boolean): void;
  /** @returns the exit status it is given */
  said(name: string, words: string, exitStatus: number): number;
  finish(exitStatus: number): Promise<number>;
}

export function undrainSpeaker(
  command: string,
  output: OutputFormat | undefined,
  {stdout, stderr, mark}: CommandContext,
): UndrainSpeaker {
  const drains: unknown[] = [];
  const isDocument = output === 'json' || output === 'yaml';
  const say = (words: string) => void (isDocument || stdout.write(`${escapeControls(words)}\n`));
  const complain = (words: string) => stderr.write(`lvsctl ${command}: ${escapeControls(words)}\n`);
  if (!isDocument && mark !== '') stdout.write(mark);
  return {
    plan(plan, commands) {
      for (const words of [...commands, ...plan.notes.map(note => `note: ${note}`)]) say(words);
      if (commands.length === 0) say(`${drainKey(plan.record)}: nothing is to be changed`);
      drains.push(document(plan, commands, [], 'planned'));
    },
    step(name, share) {
      say(`${name}: ${Math.round(share * 100)} % of the weight`);
    },
    ended(plan, commands, problems, isInterrupted) {
      for (const note of plan.notes) say(`note: ${note}`);
      for (const problem of problems) complain(problem);
      const name = drainKey(plan.record);
      const words =
        problems.length > 0 ? `not all of ${name} could be restored: lvsctl undrain ${name} goes on` : endWords(plan);
      if (problems.length > 0) complain(words);
      else say(`${words}${isInterrupted ? ' (interrupted: at once with the whole weight)' : ''}`);
      drains.push(document(plan, commands, problems, problems.length > 0 ? 'failed' : 'ended'));
    },
    said(name, words, exitStatus) {
      complain(`${name} ${words}`);
      drains.push({target: name, result: exitStatus === 0 ? 'ended' : 'refused', words});
      return exitStatus;
    },
    async finish(exitStatus) {
      if (isDocument)
        stdout.write(await formatDocument({schema: 'lvsctl.undrain/1', exitStatus, drains}, output, false));
      return exitStatus;
    },
  };
}

function endWords({record, restored}: UndrainPlan): string {
  const back = restored.filter(({outcome}) => outcome !== 'gone' && outcome !== 'still drained');
  const servers = back.length === 1 ? '1 real server' : `${back.length} real servers`;
  return `${drainKey(record)}: ${servers} in service again`;
}

function document(plan: UndrainPlan, commands: readonly string[], problems: readonly string[], result: string) {
  const {record, restored, notes} = plan;
  return {
    target: record.target,
    services: record.services,
    result,
    realServers: restored.map(({drained, outcome, weight}) => ({
      ...serverDocument(drained),
      outcome: outcome.replaceAll(' ', '-'),
      weightNow: weight ?? null,
    })),
    commands,
    notes,
    problems,
  };
}
