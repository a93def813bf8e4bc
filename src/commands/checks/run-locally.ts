import {type FoundServer, findServers} from '../../director/checks/find-servers.js';
import type {CheckRun} from '../../director/protocol/checks-report.js';
import {matchesService, parseServicePattern} from '../../ipvs/service-text.js';
import type {CheckFile} from '../../managers/check-source.js';
import type {CommandContext} from '../command.js';
import {readPools} from './read-pools.js';
import {runProbes} from './run-probes.js';

export interface LocalRun {
  readonly runs: readonly CheckRun[];
  /** What of the files cannot be carried out, a line each. */
  readonly refusals: readonly string[];
}

/**
 * Runs the checks of a server in this process, as configurations have them: whoever runs them otherwise is left alone.
 * @param poolText the name of a pool or a service of it
 * @returns no runs where no file has the server, or it has no checks
 */
export async function runLocally(
  files: readonly CheckFile[],
  server: string,
  poolText: string | undefined,
  {openProbes, resolver}: Pick<CommandContext, 'openProbes' | 'resolver'>,
  {runsPrograms = false, onRun}: {readonly runsPrograms?: boolean; readonly onRun?: (run: CheckRun) => void} = {},
): Promise<LocalRun> {
  const refusals: string[] = [];
  const found: FoundServer[] = [];
  for (const file of files) {
    const {pools, refusals: ofFile} = await readPools(file, resolver);
    refusals.push(...ofFile);
    found.push(...findServers(pools.pools, {server}).filter(isIn(poolText)));
  }
  if (found.length === 0) throw new Error(notThere(server, poolText, files, refusals));
  return {runs: await runProbes(found, await openProbes(), runsPrograms, onRun), refusals};
}

function isIn(text: string | undefined): (found: FoundServer) => boolean {
  if (text === undefined) return () => true;
  const pattern = parseServicePattern(text);
  return ({pool}) =>
    pool.name === text || (pattern !== undefined && pool.services.some(({id}) => matchesService(pattern, id)));
}

function notThere(
  server: string,
  pool: string | undefined,
  files: readonly CheckFile[],
  refusals: readonly string[],
): string {
  const where = pool === undefined ? '' : ` in ${pool}`;
  const [first] = refusals;
  const why = first === undefined ? '' : `; not all of it can be carried out: ${first}`;
  const advice = why === '' ? ': look at its name there, or name another file with --config' : '';
  return `${files.map(({path}) => path).join(' and ')} has no real server ${server}${where}${why}${advice}`;
}
