import {escapeControls} from '../../ipvs/outside-text.js';
import {commands} from '../all.js';
import type {CommandContext} from '../command.js';
import {askIpvsadm} from './ask-ipvsadm.js';
import {askNamed} from './ask-named.js';
import {liveNames} from './live-names.js';
import type {Candidate, Question} from './question.js';

/** More than this nobody reads. */
const mostAnswers = 1000;
/** Shells complete names of files better than we could. */
const byShell = {file: ':files', folder: ':folders'} as const;

/** Prints what the last word can become. Says nothing of what cannot be read. Resolves to the exit status. */
export async function runComplete(_options: unknown, given: readonly string[], context: CommandContext) {
  const line = given[0] === '--' ? given.slice(1) : given;
  const words = line.length === 0 ? [''] : line;
  const question = words[0]?.startsWith('-') ? askIpvsadm(words) : askNamed(words, commands);
  context.stdout.write((await answer(question, words.at(-1) as string, context)).map(text => `${text}\n`).join(''));
  return 0;
}

async function answer(question: Question, current: string, context: CommandContext): Promise<readonly string[]> {
  const {before} = question;
  const written = before.split(/[,=]/);
  const fits = ({value}: Candidate) => (before + value).startsWith(current) && !written.includes(value);
  const answers = new Map<string, string | undefined>();
  const add = (candidates: readonly Candidate[]) => {
    for (const {value, description} of candidates.filter(fits))
      if (!answers.has(value)) answers.set(value, description);
  };
  add(question.fixed);
  const orders: string[] = [];
  for (const live of question.live) {
    if (live.type === 'file' || live.type === 'folder') orders.push(byShell[live.type]);
    else add(await liveNames(live, context));
  }
  const lines = [...answers].slice(0, mostAnswers).map(([value, description]) => {
    const text = before + escapeControls(value);
    return description === undefined ? text : `${text}\t${escapeControls(description)}`;
  });
  return [...orders, ...lines];
}
