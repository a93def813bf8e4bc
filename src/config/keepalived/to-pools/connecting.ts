import type {Milliseconds} from '../../../checks/milliseconds.js';
import type {ProbeLimits, ProbeTarget} from '../../../checks/probe/probe.js';
import {longestWait, shortestInterval} from '../../pools/longest-wait.js';
import type {CheckDescription, RealServer} from '../lvs/lvs-configuration.js';

/** Where a probe goes and how long it may take. */
export interface Connecting {
  readonly target: ProbeTarget;
  readonly limits: ProbeLimits;
}

export function targetOf({connection}: CheckDescription, real: RealServer): ProbeTarget {
  if (!connection) return {address: real.address, port: real.port};
  const {address, port, bindAddress, bindPort, bindInterface, fwmark} = connection;
  return {
    address,
    port,
    ...(bindAddress?.family === address.family ? {bindAddress} : {}),
    ...(bindPort === undefined ? {} : {bindPort}),
    ...(bindInterface === undefined ? {} : {bindInterface}),
    ...(fwmark ? {mark: fwmark} : {}),
  };
}

/** keepalived has no limit for the whole: whoever sends a byte now and then is listened to for ever. */
export function limitsOf({connection, schedule}: CheckDescription): ProbeLimits {
  const timeout: Milliseconds = Math.min(Math.max(connection?.timeout ?? 5000, 1), longestWait);
  return {
    connect: timeout,
    silence: timeout,
    whole: Math.min(Math.max(4 * timeout, schedule.interval, shortestInterval), longestWait),
  };
}
