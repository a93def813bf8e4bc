import {escapeControls} from '../../ipvs/outside-text.js';
import {drainKey} from '../../maintenance/drain/drain-record.js';
import type {DrainPlan} from '../../maintenance/drain/drain-plan.js';
import type {JournalChange} from '../../maintenance/journal/journal-entry.js';
import type {CommandContext} from '../command.js';
import {type Document, formatDocument, type OutputFormat} from '../output/structured.js';
import {planDocument, resultDocument} from './drain-document.js';

/** What a drain tells besides its progress: words, or a document each for scripts. */
export interface Speaker {
  plan(plan: DrainPlan, changes: readonly JournalChange[], notes: readonly string[]): Promise<void>;
  note(words: string): Promise<void>;
  /** Nothing for scripts, whose plan has them. */
  commands(commands: readonly string[]): void;
  /** The last of all. Resolves to the exit status. */
  result(result: string, exitStatus: number, words: string): Promise<number>;
}

export function drainSpeaker(
  command: string,
  output: OutputFormat | undefined,
  {stdout, stderr, mark}: CommandContext,
): Speaker {
  if (output === 'json' || output === 'yaml') {
    const write = async (document: Document) => {
      stdout.write(await formatDocument(document, output, true));
    };
    return {
      plan: (plan, changes, notes) => write(planDocument(plan, changes, notes)),
      note: words => write({schema: 'lvsctl.drain/1', event: 'note', words}),
      commands() {},
      async result(result, exitStatus, words) {
        await write(resultDocument(result, exitStatus, [words]));
        return exitStatus;
      },
    };
  }
  const say = (words: string) => stdout.write(`${escapeControls(words)}\n`);
  return {
    async plan(plan, _changes, notes) {
      stdout.write(`${mark}${escapeControls(headline(plan))}\n`);
      for (const note of notes) say(`note: ${note}`);
      for (const {code, words} of plan.guards)
        stderr.write(`lvsctl ${command}: ${escapeControls(`${code}: ${words}`)}\n`);
    },
    note: async words => void say(`note: ${words}`),
    commands(commands) {
      for (const each of commands) say(each);
    },
    async result(_result, exitStatus, words) {
      if (exitStatus === 0) say(words);
      else stderr.write(`lvsctl ${command}: ${escapeControls(words)}\n`);
      return exitStatus;
    },
  };
}

function headline({record, chosen}: DrainPlan): string {
  const services = new Set(chosen.map(({service}) => service)).size;
  const hosts = `${chosen.length} real ${chosen.length === 1 ? 'server' : 'servers'}`;
  const where = services === 1 ? '1 service' : `${services} services`;
  const then = record.whenEmpty === 'remove' ? ', to be removed when empty' : '';
  return `drain ${drainKey(record)}: ${hosts} in ${where}${then}`;
}
