import type {DaemonConfiguration, DaemonState} from '../../ipvs/daemon.js';
import {type CommandContext, Usage} from '../command.js';
import {chosenStates} from './chosen-states.js';
import {planStart} from './plan-start.js';
import {planStop} from './plan-stop.js';
import {planSwap} from './plan-swap.js';
import {runPlan} from './run-plan.js';
import type {SyncStartOptions} from './start.js';
import type {SyncStopOptions} from './stop.js';
import type {SyncSwapOptions} from './swap.js';

/** Starts daemons. Resolves to the exit status. */
export async function runSyncStart(
  given: SyncStartOptions,
  words: readonly (DaemonState | 'both')[],
  context: CommandContext,
): Promise<number> {
  const states = chosenStates(words);
  const asked = states.map(state => askedDaemon(state, given));
  return runPlan(
    running => planStart(running, asked),
    {name: 'start', isDryRun: given['dry-run'] === true, format: given.output ?? 'table'},
    context,
  );
}

/** Stops daemons. Resolves to the exit status. */
export async function runSyncStop(
  given: SyncStopOptions,
  words: readonly (DaemonState | 'both')[],
  context: CommandContext,
): Promise<number> {
  const states = chosenStates(words);
  return runPlan(
    running => planStop(running, states),
    {name: 'stop', isDryRun: given['dry-run'] === true, format: given.output ?? 'table'},
    context,
  );
}

/** Puts the other daemon in the place of the one that runs. Resolves to the exit status. */
export async function runSyncSwap(
  given: SyncSwapOptions,
  words: readonly never[],
  context: CommandContext,
): Promise<number> {
  if (words.length > 0) throw new Usage('it takes no words: what runs is swapped for the other');
  return runPlan(
    planSwap,
    {name: 'swap', isDryRun: given['dry-run'] === true, format: given.output ?? 'table'},
    context,
  );
}

function askedDaemon(state: DaemonState, given: SyncStartOptions): DaemonConfiguration {
  if (given.interface === undefined) throw new Usage('name the interface with --interface, such as --interface eth1');
  return {
    state,
    interface: given.interface,
    syncId: given.syncid ?? 0,
    maximumLength: given['sync-maxlen'] ?? 0,
    group: given['mcast-group'],
    port: given['mcast-port'] ?? 0,
    ttl: given['mcast-ttl'] ?? 0,
  };
}
