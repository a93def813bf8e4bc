import {readFileSync, readlinkSync} from 'node:fs';

/** A process, and not only its number, which others get after it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in ticks since the boot: proc(5), stat, field 22. */
  readonly started: string;
}

/** This process as /proc has it. */
export function ownIdentity(): ProcessIdentity {
  return identityOf(Number(readlinkSync('/proc/self'))) as ProcessIdentity;
}

/** NB: processes of another pid namespace look as if they had ended. */
export function isRunning({pid, started}: ProcessIdentity): boolean {
  return identityOf(pid)?.started === started;
}

function identityOf(pid: number): ProcessIdentity | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const [state, ...more] = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // names may have blanks
  const started = more[18];
  return started === undefined || state === 'Z' || state === 'X' ? undefined : {pid, started};
}
