import {getSystemErrorMessage, getSystemErrorName} from 'node:util';

/** E* of <asm-generic/errno.h>. */
export const errno = {interrupted: 4, again: 11, noDevice: 19, messageSize: 90, networkDown: 100} as const;

/** `ENODEV: no such device, setsockopt`, with `code`, `errno` and `syscall` as Node's own errors have. @param number positive */
export function systemError(call: string, number: number): Error {
  const code = getSystemErrorName(-number);
  return Object.assign(new Error(`${code}: ${getSystemErrorMessage(-number)}, ${call}`), {
    code,
    errno: -number,
    syscall: call,
  });
}
