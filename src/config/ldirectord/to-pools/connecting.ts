import type {Milliseconds} from '../../../checks/milliseconds.js';
import type {ProbeLimits, ProbeTarget} from '../../../checks/probe/probe.js';
import type {Address} from '../../../net/address.js';
import {longestWait} from '../../pools/longest-wait.js';
import type {Real} from '../ldirectord-config.js';

export interface Connecting {
  readonly target: ProbeTarget;
  readonly limits: ProbeLimits;
}

/**
 * @param timeout for all of it
 * @param steps where ldirectord's client counts the time of each step anew, so many of them
 * NB: where there is no port to check ldirectord finds no server well, and nor is one at port 0
 */
export function connectingOf(timeout: Milliseconds, real: Real, address: Address, steps = 1): Connecting {
  const port = typeof real.checkPort === 'number' ? real.checkPort : 0;
  const limit = Math.min(Math.max(1000, timeout), longestWait);
  const whole = Math.min(limit * steps, longestWait);
  return {target: {address, port}, limits: {connect: limit, silence: limit, whole}};
}
