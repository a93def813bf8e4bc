import type {DaemonConfiguration, DaemonState} from '../../ipvs/daemon.js';
import {defineCommand} from '../command.js';
import {flag} from '../kinds.js';
import {type DaemonPlan, stopStep} from './change-daemons.js';
import {chosenStates} from './chosen-states.js';
import {daemon} from './daemon-kinds.js';
import {outputOption} from './output-option.js';
import {runPlan} from './run-plan.js';

export const syncStop = defineCommand({
  name: 'sync stop',
  summary: 'stop the daemons of connection synchronization',
  words: {name: 'DAEMON', kind: daemon, describe: 'master, backup or both'},
  options: {
    'dry-run': {kind: flag, describe: 'print the ipvsadm commands, and change nothing'},
    output: outputOption,
  },
  endsInOrder: true,
  examples: [['lvsctl sync stop both', 'neither tell of connections nor listen']],
  async run(given, words, context) {
    const states = chosenStates(words);
    return runPlan(
      running => planStop(running, states),
      {name: 'stop', isDryRun: given['dry-run'] === true, format: given.output ?? 'table'},
      context,
    );
  },
});

/** What has to be stopped: what does not run is stopped already. */
export function planStop(running: readonly DaemonConfiguration[], states: readonly DaemonState[]): DaemonPlan {
  const found = running.filter(({state}) => states.includes(state));
  if (found.length === 0) return {type: 'unchanged', words: states.map(state => `no ${state} daemon runs`).join('\n')};
  return {type: 'change', steps: found.map(stopStep)};
}
