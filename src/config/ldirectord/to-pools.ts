import type {DirectorProblem} from '../director/director-problem.js';
import type {PoolsReading} from '../keepalived/to-pools.js';
import {PoolBuilder} from '../pools/pool-builder.js';
import type {PoolConfiguration} from '../pools/pool-configuration.js';
import type {TablePlace} from '../table/table-problem.js';
import type {Virtual} from './ldirectord-config.js';
import type {Problem} from './problem.js';
import type {LdirectordReading} from './read-config.js';
import {noticesOf} from './to-pools/notices.js';
import {poolOf, type Surroundings} from './to-pools/pool.js';

/**
 * What ldirectord 4.12 would do with a configuration, for a director of ours; what that cannot carry out is a refusal or
 * a warning.
 * @param path of the file
 * @param hostname as mails and mail servers are greeted with
 */
export function poolsOfLdirectord(
  {config: {globals, virtuals}, problems: found}: LdirectordReading,
  path: string,
  hostname = 'localhost',
): PoolsReading {
  const problems = found.map(passed);
  const say = (severity: DirectorProblem['severity']) => (place: TablePlace, message: string, advice?: string) => {
    const {file, line, column} = place;
    problems.push({file, line, column, severity, message, ...(advice === undefined ? {} : {advice})});
  };
  const around: Surroundings = {hostname, refuse: say('refused'), warn: say('warning')};
  const start = {file: path, line: 1, column: 1};
  for (const name of globals.execute)
    around.warn(start, `execute ${name}: lvsctl starts no other director`, 'start one with it');
  if (globals.callback !== undefined) around.warn(start, `callback ${globals.callback} is not run`, oneself);
  if (globals.reloadsItself) around.warn(start, 'autoreload: lvsctl reads the file again when it is told', reload);
  const builder = new PoolBuilder(around.refuse);
  for (const virtual of virtuals) {
    const pool = poolOf(virtual, around);
    if (pool) builder.add(pool);
  }
  const pools: PoolConfiguration = {
    pools: builder.pools,
    notices: noticesOf(virtuals, globals, around),
    onStop: onStopOf(virtuals, globals.cleansOnStop, around),
    maintenanceFolder: globals.maintenanceFolder,
  };
  return {pools, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column)};
}

const oneself = 'run it yourself behind lvsctl director reload';
const reload = 'run lvsctl director reload';

/** What ldirectord starts with and the kernel then refuses would be tried for ever: that is refused at once. */
function passed({file, line, column, severity, code, message, effect}: Problem): DirectorProblem {
  const isRefused = severity === 'refused' || code === 'refused-by-ipvsadm';
  const lvsctl = isRefused ? 'does not start with it' : 'does the same';
  return {file, line, column, severity: isRefused ? 'refused' : 'warning', message: `${message}; ${effect}`, lvsctl};
}

/** Connections are worth more than a tidy table: where some are to stay, all do. */
function onStopOf(virtuals: readonly Virtual[], isUsual: boolean, {warn}: Surroundings): 'clear' | 'leave' {
  const staying = virtuals.filter(({cleansOnStop}) => !cleansOnStop);
  if (virtuals.length === 0) return isUsual ? 'clear' : 'leave';
  for (const {place, id} of staying.length > 0 ? virtuals.filter(({cleansOnStop}) => cleansOnStop) : [])
    warn(place, `cleanstop of ${id}: lvsctl leaves it, as it leaves others`, 'give cleanstop once, for all');
  return staying.length > 0 ? 'leave' : 'clear';
}
