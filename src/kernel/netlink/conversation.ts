import type {NetlinkSocket} from '../kernel.js';
import {MalformedReply} from './malformed-reply.js';
import {flag, genericHeaderLength, type Message, messageType, readErrno, readMessages} from './message.js';
import {KernelError} from './kernel-error.js';
import {InterruptedDump} from './interrupted-dump.js';
import {replyTypeOf, type Request, writeRequest} from './request.js';

/** What became of one request of a batch: 0 done, a positive error number, or unknown where the reply was lost. */
export type BatchResult = number | 'unknown';

/** How long the kernel may say nothing while it owes an answer. It answers within the system call: silence is a fault. */
const patience = 30_000;

/** No request is longer: a service and a destination with all their attributes take some 300 bytes. */
const longestRequest = 1024;

/** Takes the messages of the exchange under way, with the index of the request they answer; true ends it. */
type Listener = (message: Message, datagram: Buffer, index: number) => boolean;

interface Exchange {
  readonly requests: readonly Request[];
  readonly flags: number;
  /** Flags that only the last request has. */
  readonly lastFlags: number;
  readonly listener: Listener;
  readonly fail: (error: Error) => void;
}

/**
 * Requests and their replies on one socket, one exchange after the other, in the order they were asked for: a second
 * dump while one runs would be refused with EBUSY, and so would the next one after a dump that was not received to
 * its end. After a failure the conversation is over (`isOver`) and a new socket is needed.
 */
export class Conversation {
  isOver = false;
  /** Why it is over. */
  failure: Error | undefined;
  #sequence = 1;
  #sendBuffer = Buffer.allocUnsafeSlow(32 * 1024);
  #current: Exchange | undefined;
  /** The sequence number of the current exchange's first request. */
  #first = 0;
  readonly #waiting: Exchange[] = [];
  #silence: NodeJS.Timeout | undefined;
  /** Whether anything was asked or answered since the timer was set. */
  #isActive = false;

  constructor(private readonly socket: NetlinkSocket) {
    socket.onDatagram = datagram => this.#receive(datagram);
    socket.onError = error => this.#end(error);
  }

  /** One request that is answered by one message: the content of that message, as [buffer, start, end]: its attributes, or the struct that comes before them. Rejects with KernelError. */
  ask(request: Request): Promise<[Buffer, number, number]> {
    return new Promise((resolve, reject) => {
      this.#exchange(reject, [request], flag.request, 0, (message, datagram) => {
        if (message.type === messageType.error) reject(new KernelError(readErrno(datagram, message)));
        else if (message.type !== replyTypeOf(request)) throw foreignType(message, request);
        else resolve([datagram, contentStart(message, request), message.end]);
        return true;
      });
    });
  }

  /** Gives each message of a dump to `each` as (buffer, start, end) of its content. Rejects with KernelError, and with InterruptedDump after the last one. */
  dump(request: Request, each: (buffer: Buffer, start: number, end: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      let flags = 0;
      this.#exchange(reject, [request], flag.request | flag.dump, 0, (message, datagram) => {
        flags |= message.flags;
        if (message.type !== messageType.done && message.type !== messageType.error) {
          if (message.type !== replyTypeOf(request)) throw foreignType(message, request);
          each(datagram, contentStart(message, request), message.end);
          return false;
        }
        const errno = message.end - message.start >= 4 ? readErrno(datagram, message) : 0;
        if (errno !== 0) reject(new KernelError(errno));
        else if (flags & flag.dumpInterrupted) reject(new InterruptedDump());
        else resolve();
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
      this.#exchange(lost, requests, flag.request, flag.ack, (message, datagram, index) => {
        if (message.type !== messageType.error) return false;
        seen = index;
        results[seen] = readErrno(datagram, message);
        if (seen === last) resolve(results);
        return seen === last;
      });
    });
  }

  /** Whoever still waits for an answer is told that the socket is closed. */
  close(): void {
    this.#end(new Error('the netlink socket is closed'));
  }

  #exchange(
    fail: (error: Error) => void,
    requests: readonly Request[],
    flags: number,
    lastFlags: number,
    listener: Listener,
  ): void {
    const exchange = {requests, flags, lastFlags, listener, fail};
    if (this.isOver) fail(new Error('the netlink socket is closed'));
    else if (this.#current) this.#waiting.push(exchange);
    else this.#start(exchange);
  }

  #start(exchange: Exchange): void {
    const {requests, flags, lastFlags} = exchange;
    this.#current = exchange;
    this.#first = this.#sequence;
    this.#sequence += requests.length;
    this.#isActive = this.#silence !== undefined;
    this.#silence ??= this.#newSilence();
    try {
      this.socket.send(this.#encode(requests, flags, lastFlags, this.#first));
    } catch (error) {
      this.#end(error as Error);
    }
  }

  #encode(requests: readonly Request[], flags: number, lastFlags: number, first: number): Buffer {
    let end = 0;
    for (let i = 0; i < requests.length; i++) {
      if (this.#sendBuffer.length - end < longestRequest) this.#grow();
      const isLast = i === requests.length - 1;
      const request = requests[i] as Request;
      end = writeRequest(this.#sendBuffer, end, request, isLast ? flags | lastFlags : flags, first + i);
    }
    return this.#sendBuffer.subarray(0, end);
  }

  #grow(): void {
    this.#sendBuffer = Buffer.concat([this.#sendBuffer, Buffer.alloc(this.#sendBuffer.length)]);
  }

  /** True while more is awaited. */
  #receive(datagram: Buffer): boolean {
    this.#isActive = true;
    try {
      for (const message of readMessages(datagram)) {
        const index = message.sequence - this.#first;
        const isOurs = this.#current !== undefined && index >= 0 && index < this.#current.requests.length;
        if (!isOurs || message.type === messageType.noop) continue;
        if (!this.#current?.listener(message, datagram, index)) continue;
        this.#current = undefined;
        const next = this.#waiting.shift();
        if (next) this.#start(next);
        return false;
      }
    } catch (error) {
      this.#end(error as Error);
    }
    return this.#current !== undefined;
  }

  /** One timer serves many exchanges: setting it anew for each would cost as much as the exchange. It keeps no process alive. */
  #newSilence(): NodeJS.Timeout {
    return setTimeout(() => this.#endSilence(), patience).unref();
  }

  /** Silence while nothing is asked is no fault. */
  #endSilence(): void {
    this.#silence = this.#current && this.#isActive ? this.#newSilence() : undefined;
    this.#isActive = false;
    if (this.#current && !this.#silence) this.#end(new Error(`the kernel did not answer within ${patience / 1000} s`));
  }

  #end(error: Error): void {
    if (this.isOver) return;
    this.isOver = true;
    this.failure = error;
    clearTimeout(this.#silence);
    this.socket.close();
    const unanswered = [...(this.#current ? [this.#current] : []), ...this.#waiting.splice(0)];
    this.#current = undefined;
    for (const {fail} of unanswered) fail(error);
  }
}

function foreignType({type}: Message, request: Request): MalformedReply {
  return new MalformedReply('', `is of type ${type}, expected ${replyTypeOf(request)}`);
}

/** Where the attributes of generic netlink begin; elsewhere, the struct that comes before them. */
function contentStart(message: Message, request: Request): number {
  if (request.family === undefined) return message.start;
  const start = message.start + genericHeaderLength;
  if (start > message.end) throw new MalformedReply('', 'is too short for a generic netlink header');
  return start;
}
