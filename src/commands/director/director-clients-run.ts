import type {DirectorClient} from '../../director/protocol/director-client.js';
import type {SocketKind} from '../../director/protocol/socket-kinds.js';
import type {ReloadResult} from '../../director/protocol/methods.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {type CommandContext, Usage} from '../command.js';
import {formatDocument} from '../output/structured.js';
import type {DirectorReloadOptions} from './reload.js';
import type {DirectorStateOptions} from './state.js';
import {directorStateText, isWell} from './state-text.js';
import type {DirectorStopOptions} from './stop.js';

/** How long the director may take, milliseconds: programs may run a minute when it stops. */
const patience = {state: 5000, reload: 60_000, stop: 80_000} as const;

const reloadStatuses = {unchanged: 0, checked: 0, applied: 0, refused: 4, 'taken-back': 5} as const satisfies Record<
  ReloadResult['result'],
  number
>;
const reloadWords = {
  unchanged: 'nothing is different',
  checked: 'this would be different:',
  applied: 'this is different now:',
  refused: 'refused, and nothing was changed:',
  'taken-back': 'it cannot be had, and the configuration before is in force again:',
} as const satisfies Record<ReloadResult['result'], string>;

/** Has it read its configuration again. Resolves to the exit status. */
export function runReload(
  {check}: DirectorReloadOptions,
  _words: readonly never[],
  context: CommandContext,
): Promise<number> {
  return ask('reload', 'control', context, async client => {
    const {result, words} = await client.call('reload', {isOnlyCheck: check === true}, {timeout: patience.reload});
    const status = reloadStatuses[result];
    const lines = [reloadWords[result], ...words.map(line => `  ${escapeControls(line)}`)];
    (status === 0 ? context.stdout : context.stderr).write(lines.map(line => `${line}\n`).join(''));
    return status;
  });
}

/** Ends it, and waits until it has. Resolves to the exit status. */
export function runStop(
  {'leave-table': leaves, 'clear-table': clears}: DirectorStopOptions,
  _words: readonly never[],
  context: CommandContext,
): Promise<number> {
  if (leaves && clears) throw new Usage('--leave-table and --clear-table cannot both be: the table stays, or goes');
  const table = leaves ? {table: 'leave' as const} : clears ? {table: 'clear' as const} : {};
  return ask('stop', 'control', context, async client => {
    const connection = {isGone: false};
    client.onClose = () => {
      connection.isGone = true;
    };
    await client.call('stop', table, {timeout: patience.state});
    for (let waited = 0; !connection.isGone && waited < patience.stop && !context.isInterrupted(); waited += 100)
      await context.sleep(0.1);
    if (connection.isGone) return 0;
    context.stderr.write('lvsctl director stop: it has been told, and has not ended yet: lvsctl director state\n');
    return context.isInterrupted() ? 130 : 3;
  });
}

/** Shows what it says. Resolves to the exit status. */
export function runState(
  {output = 'table'}: DirectorStateOptions,
  _words: readonly never[],
  context: CommandContext,
): Promise<number> {
  return ask('state', 'state', context, async client => {
    const state = await client.call('state', {}, {timeout: patience.state});
    const isDocument = output === 'json' || output === 'yaml';
    context.stdout.write(
      isDocument ? await formatDocument({...state}, output, false) : directorStateText(state, context.now()),
    );
    return isWell(state) ? 0 : 1;
  });
}

/** What cannot be asked for is said on stderr. */
async function ask(
  name: string,
  kind: SocketKind,
  context: CommandContext,
  work: (client: DirectorClient) => Promise<number>,
): Promise<number> {
  let client: DirectorClient | undefined;
  try {
    client = await context.connectDirector(kind);
    return await work(client);
  } catch (error) {
    const {name: type, message} = error as Error;
    if (type !== 'NoAnswer' && type !== 'ProtocolError') throw error;
    context.stderr.write(`lvsctl director ${name}: ${message}\n`);
    return type === 'ProtocolError' ? 4 : 2;
  } finally {
    client?.close();
  }
}
