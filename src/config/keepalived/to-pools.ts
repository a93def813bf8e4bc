import type {DirectorProblem} from '../director/director-problem.js';
import {PoolBuilder} from '../pools/pool-builder.js';
import type {PoolConfiguration} from '../pools/pool-configuration.js';
import type {KeepalivedReading} from './read-config.js';
import {findUnsupportedGlobals} from './to-pools/globals.js';
import {noticesOf} from './to-pools/notices.js';
import {poolOf, type Surroundings} from './to-pools/pool.js';
import {Commands} from './to-routers/commands.js';
import {Findings} from './to-routers/findings.js';
import {everyNode, globalLines} from './to-routers/lines.js';
import {serverLines} from './to-routers/pass-problems.js';
import type {Host} from './walk/context.js';
import {flagOf} from './walk/section.js';

/** What was read of virtual services, whoever's file it is. */
export interface PoolsReading {
  /** Of use only where no problem is a refusal: isUsable(). */
  readonly pools: PoolConfiguration;
  /** In the order of their places. */
  readonly problems: readonly DirectorProblem[];
}

/**
 * What the health checker of keepalived 2.2.7 would do with a configuration, for a director of ours; what that cannot
 * carry out is a refusal or a warning.
 * @param host the same as in reading
 * @param hostname as mails are signed
 */
export function poolsOf(
  {config, tree, problems}: KeepalivedReading,
  host: Host = {},
  hostname = 'localhost',
): PoolsReading {
  const {globals, lvs, vrrp} = config;
  const findings = new Findings(globals.hasScriptSecurity);
  const lines = globalLines(tree);
  if (lvs.virtualServers.length > 0) findUnsupportedGlobals(lines, findings);
  const around: Surroundings = {
    lvs,
    files: new Map(vrrp.trackFiles.map(({name, file}) => [name, file])),
    tellsAllFailures: flagOf(lines.section, 'checker_log_all_failures'),
    commands: new Commands(globals, host, findings),
    findings,
  };
  const builder = new PoolBuilder((place, message, advice) =>
    findings.refuse(place, message, {keepalived: 'works with it', lvsctl: 'does not start with it', advice}),
  );
  for (const server of lvs.virtualServers) builder.add(poolOf(server, around));
  const ofServers = serverLines(tree);
  for (const problem of problems)
    if ((problem.severity === 'refused' || ofServers(problem)) && !findings.hasCommandAt(problem))
      findings.pass(problem);
  const pools: PoolConfiguration = {
    pools: builder.pools,
    notices: noticesOf(lines, globals, hostname, findings),
    onStop: 'clear',
    maintenanceFolder: undefined,
  };
  const files = new Set<string>();
  for (const {words} of everyNode(tree)) if (words[0]) files.add(words[0].file);
  return {pools, problems: findings.inOrder([...files])};
}
