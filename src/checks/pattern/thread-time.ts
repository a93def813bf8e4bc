import {readFileSync} from 'node:fs';
import type {Milliseconds} from '../milliseconds.js';

/**
 * How long a thread has had a processor: the first number of schedstat, in nanoseconds (sched-stats.rst of the kernel).
 * @param folder of the thread, in /proc @returns undefined where this kernel does not tell
 */
export function threadTime(folder: string): Milliseconds | undefined {
  if (folder === '') return undefined;
  try {
    const [nanoseconds] = readFileSync(`${folder}/schedstat`, 'latin1').split(' ');
    return Number(nanoseconds) / 1e6 || undefined;
  } catch {
    return undefined;
  }
}
