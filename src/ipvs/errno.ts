/** Error numbers the kernel answers with (<asm-generic/errno.h>), with the words of glibc's strerror(3). */
export const errnos = [
  {number: 1, code: 'EPERM', text: 'Operation not permitted'},
  {number: 2, code: 'ENOENT', text: 'No such file or directory'},
  {number: 3, code: 'ESRCH', text: 'No such process'},
  {number: 4, code: 'EINTR', text: 'Interrupted system call'},
  {number: 5, code: 'EIO', text: 'Input/output error'},
  {number: 7, code: 'E2BIG', text: 'Argument list too long'},
  {number: 11, code: 'EAGAIN', text: 'Resource temporarily unavailable'},
  {number: 12, code: 'ENOMEM', text: 'Cannot allocate memory'},
  {number: 13, code: 'EACCES', text: 'Permission denied'},
  {number: 14, code: 'EFAULT', text: 'Bad address'},
  {number: 16, code: 'EBUSY', text: 'Device or resource busy'},
  {number: 17, code: 'EEXIST', text: 'File exists'},
  {number: 19, code: 'ENODEV', text: 'No such device'},
  {number: 22, code: 'EINVAL', text: 'Invalid argument'},
  {number: 23, code: 'ENFILE', text: 'Too many open files in system'},
  {number: 24, code: 'EMFILE', text: 'Too many open files'},
  {number: 28, code: 'ENOSPC', text: 'No space left on device'},
  {number: 34, code: 'ERANGE', text: 'Numerical result out of range'},
  {number: 71, code: 'EPROTO', text: 'Protocol error'},
  {number: 90, code: 'EMSGSIZE', text: 'Message too long'},
  {number: 92, code: 'ENOPROTOOPT', text: 'Protocol not available'},
  {number: 93, code: 'EPROTONOSUPPORT', text: 'Protocol not supported'},
  {number: 95, code: 'EOPNOTSUPP', text: 'Operation not supported'},
  {number: 97, code: 'EAFNOSUPPORT', text: 'Address family not supported by protocol'},
  {number: 98, code: 'EADDRINUSE', text: 'Address already in use'},
  {number: 99, code: 'EADDRNOTAVAIL', text: 'Cannot assign requested address'},
  {number: 105, code: 'ENOBUFS', text: 'No buffer space available'},
  {number: 111, code: 'ECONNREFUSED', text: 'Connection refused'},
] as const;

export type ErrnoCode = (typeof errnos)[number]['code'];

/** The number of an error by its name. */
export function errnoNumber(code: ErrnoCode): number {
  return (errnos.find(row => row.code === code) as (typeof errnos)[number]).number;
}

/** `EEXIST`, or `errno 1234` for one this table does not know. */
export function errnoCode(number: number): string {
  return errnos.find(row => row.number === number)?.code ?? `errno ${number}`;
}

/** strerror(3). */
export function errnoText(number: number): string {
  return errnos.find(row => row.number === number)?.text ?? `Unknown error ${number}`;
}
