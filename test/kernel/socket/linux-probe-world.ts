import type {ProbeWorld, StartProbe} from '../../../src/checks/probe/probe-world.js';
import type {ProbeStep, Verdict} from '../../../src/checks/probe/verdict.js';
import {loadSystemCalls} from '../../../src/kernel/packet/system-calls.js';
import {Receiver} from '../../../src/kernel/packet/receiver.js';
import {openSocket} from '../../../src/kernel/socket/open-socket.js';
import {Pinger} from '../../../src/kernel/socket/pinger.js';

export interface LinuxProbeWorld extends ProbeWorld {
  close(): Promise<void>;
}

/** What probes get on a real machine, but for what is given. */
export function linuxProbeWorld(parts: Partial<ProbeWorld> = {}): LinuxProbeWorld {
  const calls = loadSystemCalls();
  const clock = () => performance.now();
  const after = (delay: number, call: () => void) => {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  };
  const pinger = new Pinger({
    receiver: new Receiver(),
    clock,
    after,
    identifier: process.pid & 0xffff,
    secret: 0xfedcba98,
  });
  const absent = () => {
    throw new Error('not here');
  };
  return {
    clock,
    after,
    openSocket: (kind, family, options) => openSocket(calls, kind, family, options),
    ping: (ping, onEnd) => pinger.ping(ping, onEnd),
    programs: {start: absent},
    watchNumber: absent,
    ...parts,
    close: () => pinger.close(),
  };
}

/** One try. */
export function verdictOf<P>(
  start: StartProbe<P>,
  probe: P,
  world: ProbeWorld,
  onStep?: (step: ProbeStep) => void,
): Promise<Verdict> {
  return new Promise(resolve => {
    start(probe, world, resolve, onStep);
  });
}
