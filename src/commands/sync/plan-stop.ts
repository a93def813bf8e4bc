import type {DaemonConfiguration, DaemonState} from '../../ipvs/daemon.js';
import {type DaemonPlan, stopStep} from './change-daemons.js';

/** What has to be stopped: what does not run is stopped already. */
export function planStop(running: readonly DaemonConfiguration[], states: readonly DaemonState[]): DaemonPlan {
  const found = running.filter(({state}) => states.includes(state));
  if (found.length === 0) return {type: 'unchanged', words: states.map(state => `no ${state} daemon runs`).join('\n')};
  return {type: 'change', steps: found.map(stopStep)};
}
