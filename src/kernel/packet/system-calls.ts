import koffi from 'koffi';
import {systemError} from './system-error.js';

/** Signatures of libc, for machines whose pointers have 64 bits. */
const signatures = {
  socket: 'int socket(int domain, int type, int protocol)',
  setsockopt: 'int setsockopt(int fd, int level, int name, const void *value, uint32_t length)',
  bind: 'int bind(int fd, const void *address, uint32_t length)',
  send: 'long send(int fd, const void *data, size_t length, int flags)',
  sendto:
    'long sendto(int fd, const void *data, size_t length, int flags, const void *address, uint32_t addressLength)',
  recv: 'long recv(int fd, void *data, size_t length, int flags)',
  recvmmsg: 'int recvmmsg(int fd, void *messages, uint32_t count, int flags, void *timeout)',
  poll: 'int poll(void *descriptors, unsigned long count, int timeout)',
  eventfd: 'int eventfd(uint32_t value, int flags)',
  read: 'long read(int fd, void *data, size_t length)',
  write: 'long write(int fd, const void *data, size_t length)',
  close: 'int close(int fd)',
  if_indextoname: 'void *if_indextoname(uint32_t index, void *name)',
} as const;

export type SystemCalls = Readonly<Record<keyof typeof signatures, (...values: unknown[]) => number>>;

/** The system calls. Each thread loads its own. */
export function loadSystemCalls(): SystemCalls {
  if (koffi.sizeof('void *') !== 8) throw new Error('packet sockets need a machine of 64 bits');
  const libc = koffi.load('libc.so.6');
  return Object.fromEntries(
    Object.entries(signatures).map(([name, text]) => [name, libc.func(text) as SystemCalls['socket']]),
  ) as SystemCalls;
}

/** The error number of the call that failed last. */
export function lastErrno(): number {
  return koffi.errno();
}

/** Where a buffer lies. NB: it must be kept alive. */
export function addressOf(bytes: Uint8Array): bigint {
  return koffi.address(bytes) as bigint;
}

/** The result of a system call. Throws an Error where it failed. */
export function checked(result: number, call: string): number {
  if (result < 0) throw systemError(call, lastErrno());
  return result;
}
