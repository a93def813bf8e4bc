import type {Machine, Process} from '../machine.js';

/** Where heartbeat's files are; compiled into it. */
export const heartbeatFolder = '/etc/ha.d';
/** Where its pid file comes and goes. */
export const heartbeatRunFolder = '/run';

/** The process that decides, of our network namespace. Undefined where heartbeat does not run. */
export function findHeartbeat(machine: Pick<Machine, 'processes'>): Process | undefined {
  const ours = machine.processes().filter(isHeartbeat);
  const pids = new Set(ours.map(({pid}) => pid));
  return ours.find(({arguments: [title]}) => title === masterTitle) ?? ours.find(({parent}) => !pids.has(parent));
}

/** set_proc_title() of heartbeat.c. */
const masterTitle = 'heartbeat: master control process';

function isHeartbeat({name, program, state}: Process): boolean {
  return (
    state !== 'zombie' && name === 'heartbeat' && (program === undefined || /\/heartbeat( \(deleted\))?$/.test(program))
  );
}

const programs = {
  cl_status: ['/usr/bin/cl_status', '/usr/sbin/cl_status'],
  hb_standby: scripts('hb_standby'),
  hb_takeover: scripts('hb_takeover'),
} as const;

/** The path of one of its programs; undefined where it is not installed. */
export function heartbeatProgram(machine: Pick<Machine, 'facts'>, name: keyof typeof programs): string | undefined {
  return programs[name].find(path => machine.facts(path));
}

function scripts(name: string): readonly string[] {
  return ['/usr/share/heartbeat', '/usr/lib/heartbeat', '/usr/lib64/heartbeat'].map(folder => `${folder}/${name}`);
}
