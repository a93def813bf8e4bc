import type {Change} from '../../ipvs/change.js';
import type {OpenIpvs} from '../../ipvs/unavailable.js';
import {exitCode} from '../../ipvsadm/failure.js';
import {isComment, ruleWords} from '../../ipvsadm/restore-lines.js';
import {refusalWords} from '../../ipvsadm/words.js';
import type {Execute, IpvsadmContext} from './context.js';
import {readLines} from './lines.js';
import type {NameCache} from './name-cache.js';
import {type ParsedLine, parseLine} from './parse-line.js';

interface NumberedLine {
  readonly number: number;
  readonly text: string;
  readonly parsed: Exclude<ParsedLine, {failure: unknown}>;
}

/**
 * As lvsctl: the whole input is read and checked first, every wrong line is named, and nothing is changed unless all
 * of it can be understood. Then each line runs; every refusal names its line, and any makes the status non-zero.
 */
export async function restoreChecked(
  context: IpvsadmContext,
  open: OpenIpvs,
  names: NameCache,
  execute: Execute,
): Promise<number> {
  const checked = await check(context, names);
  if (!checked) return exitCode.usage;
  let status: number = exitCode.done;
  let waiting: (NumberedLine & {parsed: {change: Change}})[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const changes = waiting.map(line => line.parsed.change);
    const {outcomes} = await (await context.openChanger()).make(open.ipvs, changes);
    let text = '';
    const hints = new Set<string>();
    for (const [i, outcome] of outcomes.entries()) {
      if (!outcome) continue;
      status = exitCode.refused;
      text += `line ${waiting[i]?.number}: ${refusalWords(outcome)}: ${waiting[i]?.text}\n`;
      if (context.advise) hints.add(await context.advise(outcome, changes[i]));
    }
    if (text !== '') context.stderr.write(text + [...hints].join(''));
    waiting = [];
  };
  for (const line of checked) {
    const {parsed} = line;
    if ('change' in parsed) waiting.push({...line, parsed});
    else {
      await flush();
      const own = await execute(parsed.command);
      if (own !== exitCode.done) status = own;
    }
  }
  await flush();
  return status;
}

/** The lines to run; undefined after naming what is wrong. */
async function check(context: IpvsadmContext, names: NameCache): Promise<NumberedLine[] | undefined> {
  const good: NumberedLine[] = [];
  let problems = '';
  let number = 0;
  for await (const lines of readLines(context.stdin)) {
    for (const line of lines) {
      number++;
      const words = ruleWords(line);
      if (isComment(line) || words.length === 0) continue;
      const text = words.join(' ');
      const pending = parseLine(words, context, names);
      const parsed = pending instanceof Promise ? await pending : pending;
      if ('failure' in parsed) problems += `line ${number}: ${parsed.failure.message.trimEnd()}: ${text}\n`;
      else good.push({number, text, parsed});
    }
  }
  if (problems === '') return good;
  context.stderr.write(`${problems}Nothing was changed: correct these lines and restore again.\n`);
  return undefined;
}
