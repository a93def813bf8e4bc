import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {terminalEnvironment} from '../../test/terminal/environment.js';
import type {TerminalOptions} from '../../test/terminal/terminal.js';

/** sysconf(_SC_CLK_TCK): USER_HZ is 100 on every architecture Node runs on. */
const ticksPerSecond = 100;

/** User and system time of a process with all its threads, also those that ended; seconds, in steps of 10 ms. */
export function processorTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // from the third on, proc_pid_stat(5)
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/**
 * The same in nanosecond steps, of the threads that live: for a process that has just started. /proc/PID/schedstat is
 * of the first thread only, and not there without CONFIG_SCHED_INFO.
 */
export function fineProcessorTime(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const times = threads.map(thread => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')[0]);
    return times.reduce((sum, time) => sum + Number(time), 0) / 1e9;
  } catch {
    return processorTime(pid);
  }
}

/** Of a program from beginning to end, without a terminal: as the shell counts it. */
export function processorTimeOf({command, words = [], environment}: TerminalOptions): number {
  const script = '"$@" > /dev/null 2>&1 || exit; times';
  const {status, stdout} = spawnSync('/bin/sh', ['-c', script, 'sh', command, ...words], {
    encoding: 'utf8',
    env: terminalEnvironment(environment),
  });
  const ofChildren = stdout.split('\n')[1] ?? '';
  const times = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)];
  if (status !== 0 || times.length !== 2) throw new Error(`${command} ${words.join(' ')} ended with ${status}`);
  return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}
