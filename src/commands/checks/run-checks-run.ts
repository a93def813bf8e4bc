import type {CheckRun} from '../../director/protocol/checks-report.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {type CommandContext, Usage} from '../command.js';
import {formatDocument} from '../output/structured.js';
import type {CheckRunOptions} from './check-now.js';
import {runsDocument} from './checks-document.js';
import {latencyText} from './checks-text.js';
import {withChecks} from './opened-checks.js';
import {checksOptions} from './options.js';
import {runLocally} from './run-locally.js';
import {onlyOne, poolName} from './switch-checks-run.js';

/** Runs the checks of a server now: by the director, else here. Resolves to the exit status. */
export async function runCheckRun(
  given: CheckRunOptions,
  names: readonly string[],
  context: CommandContext,
): Promise<number> {
  const server = onlyOne(names);
  const {config: path} = given;
  if (path !== undefined) return here(given, server, [{path, configId: undefined, hostname: undefined}], context);
  return withChecks('checks run', checksOptions({...given, log: undefined}), context, async source => {
    if (source.run && source.cannot.run === undefined) {
      const runs = await source.run(server, await poolName(source, given.pool));
      if (!isDocument(given)) context.stdout.write(runs.map(runText).join(''));
      return print(given, source.name, runs, context);
    }
    return here(given, server, source.files, context);
  });
}

async function here(
  given: CheckRunOptions,
  server: string,
  files: Parameters<typeof runLocally>[0],
  context: CommandContext,
): Promise<number> {
  try {
    const onRun = isDocument(given) ? undefined : (run: CheckRun) => void context.stdout.write(runText(run));
    const how = {runsPrograms: given.programs === true, ...(onRun && {onRun})};
    const {runs} = await runLocally(files, server, given.pool, context, how);
    return await print(given, files.map(({path}) => path).join(' and '), runs, context);
  } catch (error) {
    const {name, message} = error as Error;
    if (name !== 'Error') throw error;
    throw new Usage(escapeControls(message));
  }
}

/** What stands below them, or all of it as a document. @param source whose checks they are @returns the exit status */
async function print(
  given: CheckRunOptions,
  source: string,
  runs: readonly CheckRun[],
  {stdout}: CommandContext,
): Promise<number> {
  if (isDocument(given)) stdout.write(await formatDocument(runsDocument(source, runs), given.output, false));
  else stdout.write(`${runs.length === 0 ? 'It has no checks. ' : ''}By ${escapeControls(source)}.\n`);
  return runs.every(({result}) => result === 'up') ? 0 : 1;
}

function isDocument(given: CheckRunOptions): given is CheckRunOptions & {readonly output: 'json' | 'yaml'} {
  return given.output === 'json' || given.output === 'yaml';
}

function runText({pool, server, check, result, words, layer, latency, steps}: CheckRun): string {
  const where = layer === undefined ? '' : ` at ${layer}`;
  const lines = [
    `${pool}  ${server}  ${check}`,
    ...steps.map(({name, at, words: said}) => `  ${latencyText(at).padStart(9)}  ${name.padEnd(11)} ${said}`.trimEnd()),
    `  ${latencyText(latency).padStart(9)}  ${result}${where}: ${words}`,
  ];
  return lines.map(line => `${escapeControls(line)}\n`).join('');
}
