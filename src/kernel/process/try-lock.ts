import koffi from 'koffi';
import {systemError} from '../packet/system-error.js';

/** LOCK_EX | LOCK_NB of <sys/file.h>. */
const exclusiveAtOnce = 2 | 4;
const wouldBlock = 11; // EWOULDBLOCK

/**
 * flock(2), exclusively, without waiting. The lock goes with the open file: it ends with the last process that has it.
 * @returns whether it is had
 */
export function tryLock(descriptor: number): boolean {
  const flock = koffi.load('libc.so.6').func('int flock(int fd, int operation)');
  if (flock(descriptor, exclusiveAtOnce) === 0) return true;
  const errno = koffi.errno();
  if (errno === wouldBlock) return false;
  throw systemError('flock', errno);
}
