import {existsSync, readFileSync, readlinkSync} from 'node:fs';
import type {Machine, Process} from '../../machine.js';

/** How a daemon is stopped, and started again. */
export interface DaemonControl {
  /** As a person would type it. */
  readonly stop: string;
  readonly start: string;
  stopIt(): Promise<void>;
  /** Undefined where only a person can: nobody knows what else its starter had set up. */
  readonly startIt: (() => Promise<void>) | undefined;
}

const systemdTimeout = 30_000;
const terminate = 15;

/** Whether a timer of systemd could end a hold: it acts in the network namespace of the machine. */
export function canSchedule(): boolean {
  try {
    return hasSystemd() && readlinkSync('/proc/1/ns/net') === readlinkSync('/proc/self/ns/net');
  } catch {
    return false;
  }
}

/** Whether systemd runs this machine (sd_booted(3)). */
function hasSystemd(): boolean {
  return existsSync('/run/systemd/system');
}

export function daemonControl(machine: Machine, parent: Process): DaemonControl {
  const unit = hasSystemd() ? unitOf(parent) : undefined;
  if (unit === undefined)
    return {
      stop: `kill -TERM ${parent.pid}`,
      start: parent.arguments.join(' '),
      stopIt: async () => machine.signal(parent, terminate),
      startIt: undefined,
    };
  const control = async (verb: string) => {
    const {status, stderr} = await machine.run('systemctl', [verb, unit], {timeout: systemdTimeout});
    if (status !== 0) throw new Error(`systemctl ${verb} ${unit} failed: ${stderr.trim()}`);
  };
  return {
    stop: `systemctl stop ${unit}`,
    start: `systemctl start ${unit}`,
    stopIt: () => control('stop'),
    startIt: () => control('start'),
  };
}

/** The service whose control group it is in (systemd.special(7)); undefined where a person started it. */
function unitOf({pid}: Process): string | undefined {
  try {
    return /\/([\w@.\\-]+\.service)$/m.exec(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
