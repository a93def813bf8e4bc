import type {Check} from '../../checks/check.js';
import type {ProbeWorld} from '../../checks/probe/probe-world.js';
import {startProbe} from '../../checks/probe/start-probe.js';
import type {ProbeStep, Verdict} from '../../checks/probe/verdict.js';
import {probeName} from '../../checks/probe/probe-name.js';
import type {FoundServer} from '../../director/checks/find-servers.js';
import type {CheckRun} from '../../director/protocol/checks-report.js';

/**
 * Tries the checks of servers once, one after the other, so that none has its time from another; each holds its limits.
 * @param runsPrograms else those that are programs are only named
 * @param onRun told of each as it ends
 */
export async function runProbes(
  servers: readonly FoundServer[],
  world: ProbeWorld,
  runsPrograms: boolean,
  onRun: (run: CheckRun) => void = () => {},
): Promise<readonly CheckRun[]> {
  const runs: CheckRun[] = [];
  for (const found of servers) {
    const {checks, agent} = found.server;
    for (const check of agent ? [...checks, agent] : checks) {
      const run = await runProbe(found, check, world, runsPrograms);
      onRun(run);
      runs.push(run);
    }
  }
  return runs;
}

function runProbe(
  {pool, server}: FoundServer,
  {probe}: Check,
  world: ProbeWorld,
  runsPrograms: boolean,
): Promise<CheckRun> {
  const steps: ProbeStep[] = [];
  const runOf = (verdict: Verdict): CheckRun => ({
    pool: pool.name,
    server: server.name,
    check: probeName(probe),
    result: verdict.type,
    words: verdict.words,
    layer: verdict.type === 'down' ? verdict.layer : undefined,
    latency: verdict.latency,
    steps,
  });
  if (probe.type === 'command' && !runsPrograms) {
    const user = probe.user ?? 'the usual user of scripts';
    const words = `not run: it is a program, run as ${user}; --programs runs it`;
    return Promise.resolve(runOf({type: 'undecided', words, latency: 0}));
  }
  return new Promise(resolve => {
    startProbe(
      probe,
      world,
      verdict => resolve(runOf(verdict)),
      step => void steps.push(step),
    );
  });
}
