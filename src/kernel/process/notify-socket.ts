import koffi from 'koffi';
import {systemError} from '../packet/system-error.js';

/** AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC and MSG_DONTWAIT of <sys/socket.h>. */
const unixFamily = 1;
const datagramSocket = 2 | 0o2000000;
const dontWait = 0x40;
/** sun_path of struct sockaddr_un. */
const longestPath = 108;

/** Sends variables to the service manager: sd_notify(3). Node has no datagrams of this family. */
export class NotifySocket {
  readonly #calls = loadCalls();
  readonly #address: Buffer;

  /** @param path $NOTIFY_SOCKET: of a file, or abstract with an `@` in front. @throws Error where it cannot be one */
  constructor(path: string) {
    const name = Buffer.from(path.startsWith('@') ? `\0${path.slice(1)}` : path);
    if (name.length === 0 || name.length >= longestPath || (name[0] !== 0 && name[0] !== 0x2f))
      throw new Error(`$NOTIFY_SOCKET is no path of a socket: ${path}`);
    this.#address = Buffer.alloc(2 + name.length + (name[0] === 0 ? 0 : 1)); // an abstract one ends without NUL
    this.#address.writeUInt16LE(unixFamily);
    name.copy(this.#address, 2);
  }

  /** Never waits. @throws Error with `code` */
  send(variables: Readonly<Record<string, string>>): void {
    const {socket, sendto, close} = this.#calls;
    const text = Buffer.from(
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value.replaceAll('\n', ' ')}\n`)
        .join(''),
    );
    const descriptor = socket(unixFamily, datagramSocket, 0);
    if (descriptor < 0) throw systemError('socket', koffi.errno());
    const sent = sendto(descriptor, text, text.length, dontWait, this.#address, this.#address.length);
    const errno = koffi.errno();
    close(descriptor);
    if (sent < 0) throw systemError('sendto', errno);
  }
}

function loadCalls() {
  const libc = koffi.load('libc.so.6');
  return {
    socket: libc.func('int socket(int domain, int type, int protocol)') as (...values: number[]) => number,
    sendto: libc.func(
      'long sendto(int fd, const void *data, size_t length, int flags, const void *address, uint32_t addressLength)',
    ) as (...values: unknown[]) => number,
    close: libc.func('int close(int fd)') as (descriptor: number) => number,
  };
}
