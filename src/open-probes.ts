import {randomBytes} from 'node:crypto';
import {readFileSync} from 'node:fs';
import type {ProbeWorld} from './checks/probe/probe-world.js';
import {SpawnedPrograms} from './director/programs/spawned-programs.js';
import {fileValue} from './director/tracking/file-value.js';
import {Receiver} from './kernel/packet/receiver.js';
import {loadSystemCalls} from './kernel/packet/system-calls.js';
import {openSocket} from './kernel/socket/open-socket.js';
import {Pinger} from './kernel/socket/pinger.js';

/** What checks that run once in this process get of this machine. */
export function openProbesHere(): ProbeWorld {
  let receiver: Receiver | undefined;
  const clock = () => performance.timeOrigin + performance.now();
  return {
    clock,
    after,
    openSocket: (kind, family, options) => openSocket(loadSystemCalls(), kind, family, options),
    ping(ping, onEnd) {
      receiver ??= new Receiver();
      const secret = randomBytes(4).readUInt32BE();
      const pinger = new Pinger({receiver, clock, after, identifier: process.pid & 0xffff, secret});
      const giveUp = pinger.ping(ping, end => {
        void pinger.close(); // nothing is to be left behind when all checks have ended
        onEnd(end);
      });
      return () => {
        giveUp();
        void pinger.close();
      };
    },
    programs: new SpawnedPrograms({after, killGroup, isRoot: process.getuid?.() === 0}),
    watchNumber(path, call) {
      call(numberIn(path));
      return () => {};
    },
  };
}

/** As it is now: a check that runs once watches nothing. */
function numberIn(path: string): number | undefined {
  try {
    return fileValue(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function after(delay: number, call: () => void): () => void {
  const timer = setTimeout(call, delay);
  return () => clearTimeout(timer);
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {} // it has ended
}
