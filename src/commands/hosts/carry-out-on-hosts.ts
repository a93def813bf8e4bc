import {escapeControls} from '../../ipvs/outside-text.js';
import type {RpcHost} from '../../remote/rpc-host.js';
import type {CommandContext} from '../command.js';
import {formatDocument} from '../output/structured.js';
import {type Asking, askHosts, reachHosts} from './ask-hosts.js';
import type {ChosenHost} from './choose-hosts.js';
import {deedWords, preflightWords} from './deed-words.js';
import {type HostAnswer, parseExactly, worstStatus} from './host-answer.js';
import {LinePrinter} from './line-printer.js';
import type {OnHosts} from './on-hosts-run.js';
import {objectAt, textAt} from './outside-document.js';
import {remoteWords} from './remote-words.js';
import {hostsDocument} from './show-hosts.js';

interface Directors {
  readonly chosen: readonly ChosenHost[];
  readonly hosts: readonly RpcHost[];
  readonly asking: Omit<Asking, 'isJson'>;
}

/**
 * Does something on all hosts, or, where one cannot, on none: each is asked first. With --partial on those that can.
 * Resolves to the exit status: the worst.
 */
export async function carryOutOnHosts(
  {command, options}: OnHosts,
  {chosen, hosts, asking}: Directors,
  context: CommandContext,
): Promise<number> {
  const {output} = options;
  const isText = output !== 'json' && output !== 'yaml';
  const say = (line: string) => void (isText && context.stdout.write(`${escapeControls(line)}\n`));
  const finish = async (answers: readonly HostAnswer[]) => {
    if (!isText) context.stdout.write(await formatDocument(hostsDocument(answers, none), output, false));
    return context.isInterrupted() ? 130 : worstStatus(answers);
  };
  const hasDryRun = command.options['dry-run'] !== undefined;
  const dryRun = options['dry-run'] === true ? [] : ['--dry-run'];
  const preflight = hasDryRun
    ? await askHosts(hosts, remoteWords(command, context.given, 'json', ...dryRun), {...asking, isJson: true})
    : await reachHosts(hosts, asking);
  const known = preflight.map((answer, i) => allowed(answer, chosen[i] as ChosenHost));
  const ready = known.filter(({status}) => status === 0);
  const isOnlyAsked = options['dry-run'] === true;
  if (isOnlyAsked || ready.length < known.length)
    for (const answer of known) for (const line of preflightWords(answer, isOnlyAsked)) say(line);
  if (isOnlyAsked || context.isInterrupted()) return finish(known);
  if (ready.length < known.length && (options.partial !== true || ready.length === 0)) {
    const why = known
      .filter(({status}) => status !== 0)
      .map(({name}) => name)
      .join(', ');
    context.stderr.write(
      `lvsctl ${command.name}: nothing was done on any of them, because of ${escapeControls(why)}${ready.length > 0 ? '; --partial does it on the others' : ''}\n`,
    );
    return finish(known);
  }
  const done = await carryOut(ready, hosts, remoteWords(command, context.given, isText ? undefined : 'json'), asking, {
    isText,
    context,
  });
  const answers = known.map(answer => done.find(({name}) => name === answer.name) ?? answer);
  for (const line of deedWords(command.name, answers, new Set(ready.map(({name}) => name)))) say(line);
  return finish(answers);
}

const none = {differences: [], findings: []};

/** What the settings forbid is refused before it is asked. */
function allowed(answer: HostAnswer, {mayWrite}: ChosenHost): HostAnswer {
  if (!mayWrite)
    return {
      ...answer,
      state: 'answered',
      status: 4,
      words: 'write: false in the settings: nothing is changed there from here',
    };
  if (answer.status === undefined || answer.status === 0) return answer;
  const result = objectAt(answer.documents.at(-1));
  const said = Array.isArray(result.words)
    ? result.words.filter(one => typeof one === 'string').join('; ')
    : textAt(result, 'words');
  const guards = answer.documents.flatMap(one => guardWords(objectAt(one)));
  return {...answer, words: [...guards, answer.words ?? said].filter(text => text !== '').join('; ')};
}

function guardWords({guards}: {readonly guards?: unknown}): readonly string[] {
  if (!Array.isArray(guards)) return [];
  return guards.map(one =>
    [textAt(objectAt(one), 'code'), textAt(objectAt(one), 'words')].filter(text => text !== '').join(': '),
  );
}

/** All at once; each line with its host in front. Ctrl-C ends all as it ends one. */
async function carryOut(
  ready: readonly HostAnswer[],
  hosts: readonly RpcHost[],
  words: readonly string[],
  {patience, interruption}: Omit<Asking, 'isJson'>,
  {isText, context}: {readonly isText: boolean; readonly context: CommandContext},
): Promise<readonly HostAnswer[]> {
  const widest = Math.max(...ready.map(({name}) => name.length));
  return Promise.all(
    ready.map(async ({name, isEmbedded}): Promise<HostAnswer> => {
      const host = hosts.find(one => one.name === name) as RpcHost;
      const printer = new LinePrinter(
        line => isText && context.stdout.write(`${`${name}:`.padEnd(widest + 1)} ${escapeControls(line)}\n`),
      );
      const ended = await host.run(words, (_stream, text) => printer.write(text), {patience, signal: interruption});
      printer.end();
      const state = ended.status !== undefined ? 'answered' : host.state.state === 'down' ? 'down' : 'silent';
      const documents = isText ? [] : printer.lines.flatMap(parsed);
      return {name, state, status: ended.status, words: ended.words, stdout: '', isEmbedded, documents};
    }),
  );
}

function parsed(line: string): unknown[] {
  try {
    return [parseExactly(line)];
  } catch {
    return [];
  }
}
