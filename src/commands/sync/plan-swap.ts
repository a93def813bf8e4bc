import type {DaemonConfiguration} from '../../ipvs/daemon.js';
import {type DaemonPlan, startStep, stopStep} from './change-daemons.js';

/** The new one is started before the old one is stopped: since Linux 2.4.29 both may run, and nothing goes untold. */
export function planSwap(running: readonly DaemonConfiguration[]): DaemonPlan {
  const [daemon, ...more] = running;
  if (!daemon)
    return {type: 'refused', words: 'no daemon runs. Start one: lvsctl sync start master|backup|both --interface IF'};
  if (more.length > 0)
    return {
      type: 'refused',
      words: 'both daemons run: this director tells and listens already, which needs no swap when the addresses move',
    };
  const other = {
    ...daemon,
    state: daemon.state === 'master' ? 'backup' : 'master',
    maximumLength: askedLength(daemon),
  } as const;
  return {type: 'change', steps: [startStep(other), stopStep(daemon)]};
}

/** What fits 1500 bytes with the headers of IP and UDP is the least the kernel derives: it is not passed on, as it depends on the state. */
function askedLength({maximumLength, group}: DaemonConfiguration): number {
  const derived = 1500 - (group?.family === 'ipv6' ? 40 : 20) - 8;
  return maximumLength < derived ? maximumLength : 0;
}
