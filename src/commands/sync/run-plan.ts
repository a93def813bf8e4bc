import type {DaemonConfiguration} from '../../ipvs/daemon.js';
import {formatChange} from '../../ipvsadm/format-change.js';
import {plainChanger} from '../../maintenance/journal/changer.js';
import type {CommandContext} from '../command.js';
import {formatDocument, type OutputFormat} from '../output/structured.js';
import {changeDaemons, type DaemonPlan} from './change-daemons.js';
import {daemonDocument} from './daemon-settings.js';

interface PlanOptions {
  /** `start`, for messages. */
  readonly name: string;
  readonly isDryRun: boolean;
  readonly format: OutputFormat;
}

/** Exit statuses: done or nothing to do; refused by what is there; failed and taken back; failed and not taken back. */
const statuses = {
  done: 0,
  unchanged: 0,
  'dry-run': 0,
  failed: 5,
  'put-back': 5,
  refused: 4,
  'not-put-back': 6,
} as const;

type Result = keyof typeof statuses;

/** Reads the daemons, plans, shows or makes the changes, and prints what became of them. Resolves to the exit status. */
export async function runPlan(
  plan: (running: readonly DaemonConfiguration[]) => DaemonPlan,
  {name, isDryRun, format}: PlanOptions,
  context: CommandContext,
): Promise<number> {
  const open = await context.open();
  if (!open) return 2;
  try {
    const planned = plan(await open.ipvs.daemons());
    const commands = planned.type === 'change' ? planned.steps.map(({change}) => formatChange(change)) : [];
    const {result, words} = await outcome();
    if (format === 'json' || format === 'yaml') {
      const document = {
        schema: 'lvsctl.sync/1',
        kernel: {embedded: context.isEmbedded},
        result,
        words,
        commands,
        daemons: (await open.ipvs.daemons()).map(daemonDocument),
      };
      context.stdout.write(await formatDocument(document, format, false));
    } else if (statuses[result] !== 0) context.stderr.write(`lvsctl sync ${name}: ${words}\n`);
    else context.stdout.write(context.mark + (words === '' ? commands : [words]).map(line => `${line}\n`).join(''));
    return statuses[result];

    async function outcome(): Promise<{readonly result: Result; readonly words: string}> {
      if (planned.type !== 'change') return {result: planned.type, words: planned.words};
      if (isDryRun) return {result: 'dry-run', words: ''};
      const changer = (await context.openJournal())?.changer ?? plainChanger;
      return changeDaemons(open!.ipvs, planned.steps, changer);
    }
  } finally {
    open.ipvs.close();
  }
}
