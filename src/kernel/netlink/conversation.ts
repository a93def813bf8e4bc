import type {NetlinkSocket} from '../kernel.js';
import {MalformedReply} from './malformed-reply.js';
import {flag, genericHeaderLength, type Message, messageType, readErrno, readMessages} from './message.js';
import {KernelError} from './kernel-error.js';
import {type Request, requestLength, writeRequest} from './request.js';

/** What became of one request of a batch: 0 done, a positive error number, or unknown where the reply was lost. */
export type BatchResult = number | 'unknown';

/** How long the kernel may say nothing while it owes an answer. It answers within the system call: silence is a fault. */
const patience = 30_000;

/** Takes the messages of the exchange under way; true ends it. */
type Listener = (message: Message, datagram: Buffer) => boolean;

/**
 * Requests and their replies on one socket, one exchange after the other: a second dump while one runs would be
 * refused with EBUSY, and so would the next one after a dump that was not received to its end. After a failure the
 * conversation is over (`isOver`) and a new socket is needed.
 */
export class Conversation {
  isOver = false;
  #sequence = 1;
  #sendBuffer = Buffer.alloc(64 * 1024);
  #listener: Listener | undefined;
  #fail: ((error: Error) => void) | undefined;
  #silence: NodeJS.Timeout | undefined;

  constructor(private readonly socket: NetlinkSocket) {
    socket.onDatagram = datagram => this.#receive(datagram);
    socket.onError = error => this.#break(error);
  }

  /** One request that is answered by one message: the attributes of that message, as [buffer, start, end]. Rejects with KernelError. */
  ask(request: Request): Promise<[Buffer, number, number]> {
    return new Promise((resolve, reject) => {
      this.#exchange(reject, [request], flag.request, 0, (message, datagram) => {
        if (message.type === messageType.error) reject(new KernelError(readErrno(datagram, message)));
        else resolve([datagram, attributesStart(message), message.end]);
        return true;
      });
    });
  }

  /** Gives each message of a dump to `each` as (buffer, start, end) of its attributes. Rejects with KernelError. */
  dump(request: Request, each: (buffer: Buffer, start: number, end: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#exchange(reject, [request], flag.request | flag.dump, 0, (message, datagram) => {
        if (message.type !== messageType.done && message.type !== messageType.error) {
          each(datagram, attributesStart(message), message.end);
          return false;
        }
        const errno = message.end - message.start >= 4 ? readErrno(datagram, message) : 0;
        if (errno === 0) resolve();
        else reject(new KernelError(errno));
        return true;
      });
    });
  }

  /**
   * Sends the requests in one datagram, asking for an acknowledgement of the last only: the others speak up when
   * they fail. NB: at most 128 requests, or their error replies overflow the socket's queue.
   */
  batch(requests: readonly Request[]): Promise<BatchResult[]> {
    const results: BatchResult[] = requests.map(() => 0);
    const last = requests.length - 1;
    return new Promise(resolve => {
      let seen = -1;
      const lost = (): void => {
        for (let i = seen + 1; i <= last; i++) results[i] = 'unknown';
        resolve(results);
      };
      const first = this.#sequence;
      this.#exchange(lost, requests, flag.request, flag.ack, (message, datagram) => {
        if (message.type !== messageType.error) return false;
        seen = message.sequence - first;
        results[seen] = readErrno(datagram, message);
        if (seen === last) resolve(results);
        return seen === last;
      });
    });
  }

  close(): void {
    this.isOver = true;
    clearTimeout(this.#silence);
    this.socket.close();
  }

  #exchange(
    fail: (error: Error) => void,
    requests: readonly Request[],
    flags: number,
    lastFlags: number,
    listener: Listener,
  ): void {
    if (this.isOver) return fail(new Error('the netlink socket is closed'));
    const first = this.#sequence;
    this.#sequence += requests.length;
    this.#listener = (message, datagram) => message.sequence >= first && listener(message, datagram);
    this.#fail = fail;
    if (this.#silence) this.#silence.refresh();
    else
      this.#silence = setTimeout(
        () => this.#break(new Error(`the kernel did not answer within ${patience / 1000} s`)),
        patience,
      );
    try {
      this.socket.send(this.#encode(requests, flags, lastFlags, first));
    } catch (error) {
      this.#break(error as Error);
    }
  }

  #encode(requests: readonly Request[], flags: number, lastFlags: number, first: number): Buffer {
    const length = requests.reduce((sum, request) => sum + requestLength(request), 0);
    if (length > this.#sendBuffer.length) this.#sendBuffer = Buffer.alloc(length);
    let end = 0;
    for (const [i, request] of requests.entries()) {
      const isLast = i === requests.length - 1;
      end = writeRequest(this.#sendBuffer, end, request, isLast ? flags | lastFlags : flags, first + i);
    }
    return this.#sendBuffer.subarray(0, end);
  }

  #receive(datagram: Buffer): void {
    try {
      for (const message of readMessages(datagram)) {
        if (message.type === messageType.noop) continue;
        if (!this.#listener?.(message, datagram)) continue;
        this.#listener = this.#fail = undefined;
        return;
      }
    } catch (error) {
      this.#break(error as Error);
    }
  }

  #break(error: Error): void {
    const fail = this.#fail;
    this.#listener = this.#fail = undefined;
    if (!this.isOver) this.close();
    fail?.(error);
  }
}

function attributesStart(message: Message): number {
  const start = message.start + genericHeaderLength;
  if (start > message.end) throw new MalformedReply('', 'is too short for a generic netlink header');
  return start;
}
