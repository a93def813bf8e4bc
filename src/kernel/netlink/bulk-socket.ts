import koffi from 'koffi';
import type {NetlinkSocket} from '../kernel.js';

/** AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, SOL_SOCKET, SO_RCVTIMEO of <linux/socket.h> and <asm-generic/socket.h>. */
const familyNetlink = 16;
const rawCloseOnExec = 0o2000003;
const socketLevel = 1;
const receiveTimeout = 20;
/** The kernel answers within the system call; waiting at all is a fault, and waiting for ever would hang. */
const patienceSeconds = 30;

/**
 * A netlink socket for thousands of small exchanges: sends and receives by system calls of its own, without the event
 * loop and without a buffer for each datagram, which together cost more than the exchange. NB: a datagram is valid
 * until the next send.
 * @param receiveBuffer bytes given to each recv(2)
 */
export function openBulkSocket(protocol: number, receiveBuffer: number): NetlinkSocket {
  const {socket, setsockopt, send, recv, close} = systemCalls();
  const descriptor = checked(socket(familyNetlink, rawCloseOnExec, protocol), 'socket');
  const timeout = Buffer.alloc(16);
  timeout.writeBigInt64LE(BigInt(patienceSeconds));
  checked(setsockopt(descriptor, socketLevel, receiveTimeout, timeout, timeout.length), 'setsockopt');
  const buffer = Buffer.alloc(receiveBuffer);
  let isOpen = true;
  const bulk: NetlinkSocket = {
    send(datagram) {
      checked(send(descriptor, datagram, datagram.length, 0), 'send');
      for (;;) {
        const length = checked(recv(descriptor, buffer, buffer.length, truncatedLength), 'recv');
        if (length > buffer.length)
          throw new Error(`a netlink datagram of ${length} bytes did not fit the ${buffer.length} byte buffer`);
        const wantsMore = bulk.onDatagram(buffer.subarray(0, length)) === true;
        if (!wantsMore || !isOpen) return;
      }
    },
    onDatagram: () => false,
    onError: () => {},
    close() {
      if (isOpen) close(descriptor);
      isOpen = false;
    },
  };
  return bulk;
}

/** MSG_TRUNC of <linux/socket.h>: recv returns the datagram's own length. */
const truncatedLength = 0x20;

type SystemCalls = Readonly<
  Record<'socket' | 'setsockopt' | 'send' | 'recv' | 'close', (...values: unknown[]) => number>
>;

let known: SystemCalls | undefined;

function systemCalls(): SystemCalls {
  if (known) return known;
  const libc = koffi.load('libc.so.6');
  known = {
    socket: libc.func('int socket(int domain, int type, int protocol)'),
    setsockopt: libc.func('int setsockopt(int fd, int level, int name, const void *value, uint32_t length)'),
    send: libc.func('long send(int fd, const void *data, size_t length, int flags)'),
    recv: libc.func('long recv(int fd, void *data, size_t length, int flags)'),
    close: libc.func('int close(int fd)'),
  };
  return known;
}

function checked(result: number, call: string): number {
  if (result >= 0) return result;
  const errno = koffi.errno();
  throw Object.assign(new Error(`${call} failed with errno ${errno}`), {errno: -errno, syscall: call});
}
