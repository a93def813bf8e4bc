import {fstatSync, openSync, readFileSync, statSync} from 'node:fs';
import {tryLock} from './try-lock.js';

/**
 * flock(2) of the network namespace itself: one for all who are in it, whatever files they use. It goes with the last
 * process that has the descriptor.
 */
export class NamespaceLock {
  readonly descriptor = openSync('/proc/self/ns/net', 'r');

  /** @returns whether it is had. Never waits. */
  take(): boolean {
    return tryLock(this.descriptor);
  }

  /**
   * Who took it. Anybody on the host may: one that is not root's is no reason not to go on.
   * @returns undefined where it is not known, as for one that has ended and left it to another process
   */
  get holder(): {readonly pid: number; readonly isRoot: boolean} | undefined {
    const pid = lockHolder(readFileSync('/proc/locks', 'utf8'), fstatSync(this.descriptor).ino);
    const owner = pid === undefined ? undefined : statSync(`/proc/${pid}`, {throwIfNoEntry: false})?.uid;
    return pid === undefined || owner === undefined ? undefined : {pid, isRoot: owner === 0};
  }
}

/** The process that has an flock of a file. @param text of /proc/locks: proc_locks(5) */
export function lockHolder(text: string, inode: number): number | undefined {
  for (const line of text.split('\n')) {
    const [, pid, found] = /^\d+: FLOCK +\S+ +\S+ +(\d+) [\da-f]+:[\da-f]+:(\d+) /.exec(line) ?? [];
    if (Number(found) === inode && pid !== '0') return Number(pid);
  }
  return undefined;
}
