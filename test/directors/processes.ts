import {readdirSync, readFileSync} from 'node:fs';

/** Not so when nobody has asked yet how it ended. */
export function isRunning(pid: number): boolean {
  const fields = statOf(pid);
  return fields !== undefined && !/^[ZX]/.test(fields);
}

/** Processes that one has started, and whose command line has a word in it. */
export function childrenOf(parent: number, word: string): readonly number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => Number(statOf(pid)?.split(' ')[1]) === parent && isRunning(pid) && commandLine(pid).includes(word));
}

/** What follows the name in /proc/PID/stat: state, parent, … */
function statOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2);
  } catch {
    return undefined;
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}
