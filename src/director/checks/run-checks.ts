import type {Check} from '../../checks/check.js';
import type {CheckRunner} from '../../checks/runner/check-runner.js';
import type {ProbeStep, Verdict} from '../../checks/probe/verdict.js';
import type {CheckRun} from '../protocol/checks-report.js';
import {probeName} from '../../checks/probe/probe-name.js';
import type {FoundServer} from './find-servers.js';
import {tenths} from './latencies.js';

/** So many are run because somebody asks, at once. */
const most = 200;

/** Runs all checks of some servers now, at once. Rejects where they are too many. */
export async function runChecks(
  runner: Pick<CheckRunner, 'runNow'>,
  servers: readonly FoundServer[],
): Promise<readonly CheckRun[]> {
  const runs = servers.flatMap(found => checksOf(found).map(check => ({found, check})));
  if (runs.length > most)
    throw new Error(`it has ${runs.length} checks, and ${most} are run at once: name a port, or a pool`);
  return Promise.all(runs.map(({found, check}) => runOne(runner, found, check)));
}

function checksOf({server: {checks, agent}}: FoundServer): readonly Check[] {
  return agent ? [...checks, agent] : checks;
}

function runOne(runner: Pick<CheckRunner, 'runNow'>, {pool, server}: FoundServer, check: Check): Promise<CheckRun> {
  const steps: ProbeStep[] = [];
  return new Promise(resolve => {
    runner.runNow(
      check,
      step => steps.push({...step, at: tenths(step.at)}),
      verdict => resolve(runOf({pool: pool.name, server: server.name, check: probeName(check.probe)}, verdict, steps)),
    );
  });
}

function runOf(
  named: Pick<CheckRun, 'pool' | 'server' | 'check'>,
  verdict: Verdict,
  steps: readonly ProbeStep[],
): CheckRun {
  return {
    ...named,
    result: verdict.type,
    words: verdict.words,
    layer: verdict.type === 'down' ? verdict.layer : undefined,
    latency: tenths(verdict.latency),
    steps,
  };
}
