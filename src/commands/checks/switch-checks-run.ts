import {escapeControls} from '../../ipvs/outside-text.js';
import {parseServicePattern} from '../../ipvs/service-text.js';
import type {CheckSource} from '../../managers/check-source.js';
import {isPoolNamed} from '../../managers/checked-places.js';
import {type CommandContext, Usage} from '../command.js';
import type {CheckDisableOptions, CheckEnableOptions} from './check-switch.js';
import {withChecks} from './opened-checks.js';

const whoever = {keepalivedConfig: undefined, keepalivedPid: undefined, log: undefined};

/** Switches the checks of a server off. Resolves to the exit status. */
export function runDisable(
  {pool, reason}: CheckDisableOptions,
  names: readonly string[],
  context: CommandContext,
): Promise<number> {
  const server = onlyOne(names);
  return withChecks('checks disable', whoever, context, async (source, owner) => {
    if (source.cannot.disable !== undefined || !source.disable) return refuse('disable', source, context);
    await source.disable({server, pool: await poolName(source, pool), owner, reason});
    context.stdout.write(
      `The checks of ${escapeControls(server)} are off: it stays as it is until lvsctl checks enable ${escapeControls(server)}.\n`,
    );
    return 0;
  });
}

/** Switches them on again. Resolves to the exit status. */
export function runEnable(
  {pool}: CheckEnableOptions,
  names: readonly string[],
  context: CommandContext,
): Promise<number> {
  const server = onlyOne(names);
  return withChecks('checks enable', whoever, context, async source => {
    if (source.cannot.disable !== undefined || !source.enable) return refuse('enable', source, context);
    await source.enable(server, await poolName(source, pool));
    context.stdout.write(`The checks of ${escapeControls(server)} are on again.\n`);
    return 0;
  });
}

/** The pool that somebody means by its name or a service of it. @throws Usage */
export async function poolName(source: CheckSource, text: string | undefined): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const {pools} = await source.read();
  const pattern = parseServicePattern(text);
  const found = pools.filter(pool => isPoolNamed(pool, text, pattern)).map(({name}) => name);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const known = (found.length > 1 ? found : pools.map(({name}) => name)).join(', ');
  throw new Usage(`${found.length > 1 ? `'${text}' may be several` : `there is no '${text}'`}: ${known}`);
}

export function onlyOne(names: readonly string[]): string {
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw new Usage(name === undefined ? 'which real server? lvsctl checks lists them' : 'one real server at a time');
  return name;
}

function refuse(verb: string, {name, cannot}: CheckSource, {stderr}: CommandContext): number {
  stderr.write(`lvsctl checks ${verb}: ${escapeControls(cannot.disable ?? `${name} cannot do that`)}\n`);
  return 4;
}
