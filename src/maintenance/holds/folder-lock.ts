import {linkSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** Keeps two writers apart. flock(2) would do as well. */
export interface FolderLock {
  /** Does the work while nobody else with this lock does any in the folder. @throws Error that says who has it, in time */
  hold<T>(folder: string, work: () => T): Promise<T>;
}

/** Attempts, and milliseconds between them: whoever has the lock writes one small file. */
const patience = {attempts: 50, pause: 100};

/**
 * A lock file with the process that has it, its number and when it began: one that has ended without removing it has
 * lost it. NB: processes of another pid namespace with the same folder look as if they had ended.
 */
export class LockFile implements FolderLock {
  /** @param pause resolves after so many milliseconds */
  constructor(private readonly pause: (milliseconds: number) => Promise<void>) {}

  async hold<T>(folder: string, work: () => T): Promise<T> {
    const path = join(folder, 'lock');
    const self = identityOf(readlinkSync('/proc/self')) as string;
    for (let attempt = 1; !take(path, self); attempt++) {
      if (attempt === patience.attempts)
        throw new Error(
          `${path} is held by process ${readOrEmpty(path).split(' ')[0] || '?'}, for seconds: look at it`,
        );
      await this.pause(patience.pause);
    }
    try {
      return work();
    } finally {
      if (readOrEmpty(path) === self) rmSync(path, {force: true});
    }
  }
}

/** Made with its content at once, by a link: it is never seen empty. */
function take(path: string, self: string): boolean {
  const own = asideOf(path, self);
  writeFileSync(own, self, {mode: 0o600});
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(own, {force: true});
  }
  const holder = readOrEmpty(path);
  const [pid = ''] = holder.split(' ');
  if (!/^\d+$/.test(pid) || identityOf(pid) !== holder) takeAway(path, holder, self);
  return false;
}

function asideOf(path: string, self: string): string {
  return `${path}.${self.replace(' ', '-')}`;
}

/** Of those who see a stale lock one removes it; a new one that somebody made meanwhile is put back. */
function takeAway(path: string, stale: string, self: string): void {
  const aside = asideOf(path, self);
  try {
    renameSync(path, aside);
  } catch {
    return; // another was first
  }
  if (readOrEmpty(aside) !== stale) {
    try {
      linkSync(aside, path);
    } catch {
      // there is a third one by now
    }
  }
  rmSync(aside, {force: true});
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** `PID TICKS`, the second since boot (proc(5), stat, field 22): who it is, and not only its number. */
function identityOf(pid: string): string | undefined {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  if (stat === '') return undefined;
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return `${pid} ${afterName[19]}`;
}
