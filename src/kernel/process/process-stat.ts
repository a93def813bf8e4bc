/** What /proc/PID/stat says of a process. */
export interface ProcessStat {
  /** At most 15 characters; text from outside. */
  readonly name: string;
  readonly parent: number;
  readonly state: 'running' | 'stopped' | 'zombie';
  /** Clock ticks since boot. */
  readonly startTicks: bigint;
}

/** Clock ticks of /proc in a second: USER_HZ, which is 100 on every machine that Linux runs on. */
export const ticksPerSecond = 100;

/** Reads proc_pid_stat(5). A name may hold parentheses and blanks: the last `)` ends it. */
export function parseProcessStat(text: string): ProcessStat | undefined {
  const start = text.indexOf('(');
  const end = text.lastIndexOf(')');
  if (start < 0 || end < start) return undefined;
  const fields = text.slice(end + 2).split(' '); // from the third field on
  const [letter, parent] = fields;
  const startTicks = fields[19];
  if (!letter || !/^\d+$/.test(parent ?? '') || !/^\d+$/.test(startTicks ?? '')) return undefined;
  return {
    name: text.slice(start + 1, end),
    parent: Number(parent),
    state: stateOf(letter),
    startTicks: BigInt(startTicks as string),
  };
}

/** T: by a signal, t: by a debugger; Z and X: it has ended. */
function stateOf(letter: string): ProcessStat['state'] {
  if (letter === 'T' || letter === 't') return 'stopped';
  return letter === 'Z' || letter === 'X' || letter === 'x' ? 'zombie' : 'running';
}
