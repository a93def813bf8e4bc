import type {NetlinkSocket} from '../kernel.js';
import type {Dump, ProducedDatagram} from './wire/dump.js';
import type {Peer} from './wire/receive.js';
import type {SocketOptions} from './wire/replies.js';

/** net.core.rmem_default. */
const receiveQueue = 212_992;
/** What a queued reply to one request costs of it: 256 fit, measured. */
const replyCost = 832;
/** SKB_WITH_OVERHEAD(32768): beyond it a larger buffer gains nothing. */
const largestDatagram = 32_448;

/** What a socket asks of the kernel behind it. */
export interface SocketHandler {
  /** Answers a datagram; what is to be sent goes through `peer`. */
  receive(peer: Peer, datagram: Buffer): void;
  /** The next datagram of a dump. */
  continueDump(dump: Dump, largest: number, port: number): ProducedDatagram;
}

/**
 * One netlink socket of the embedded kernel. The kernel answers within send(), and produces the next datagram of a
 * dump when one is received, before whoever receives it can act on it; each reception is an event of its own.
 */
export class EmbeddedSocket implements NetlinkSocket, Peer {
  onDatagram: (datagram: Buffer) => void = () => {};
  onError: (error: Error) => void = () => {};
  #queue: Buffer[] = [];
  #queued = 0;
  #isOverrun = false;
  #isScheduled = false;
  #isOpen = true;
  #dump: Dump | undefined;
  /** nlk->max_recvmsg_len: datagrams of dumps grow to it. */
  #largest = 0;

  constructor(
    private readonly handler: SocketHandler,
    private readonly receiveBuffer: number,
    readonly port: number,
    readonly options: SocketOptions,
  ) {}

  send(datagram: Uint8Array): void {
    if (!this.#isOpen) throw new Error('the netlink socket is closed');
    const before = {queue: [...this.#queue], queued: this.#queued, isOverrun: this.#isOverrun, dump: this.#dump};
    try {
      this.handler.receive(this, Buffer.from(datagram.buffer, datagram.byteOffset, datagram.byteLength));
    } catch (error) {
      // nothing was done: nothing may be acknowledged
      this.#queue = before.queue;
      this.#queued = before.queued;
      this.#isOverrun = before.isOverrun;
      this.#dump = before.dump;
      throw error;
    }
    this.#schedule();
  }

  close(): void {
    this.#isOpen = false;
    this.#queue = [];
    this.#dump = undefined;
  }

  reply(datagram: Buffer): void {
    if (this.#queued + replyCost > receiveQueue)
      this.#isOverrun = true; // netlink_overrun(): dropped, and said once
    else this.#enqueue(datagram);
  }

  beginDump(dump: Dump): boolean {
    if (this.#dump) return false;
    this.#dump = dump;
    this.#continueDump();
    return true;
  }

  #continueDump(): void {
    if (!this.#dump || this.#queued > receiveQueue / 2) return;
    const {datagram, isLast} = this.handler.continueDump(this.#dump, this.#largest, this.port);
    if (isLast) this.#dump = undefined;
    this.#enqueue(datagram);
  }

  #enqueue(datagram: Buffer): void {
    this.#queue.push(datagram);
    this.#queued += Math.max(replyCost, datagram.length);
  }

  #schedule(): void {
    if (this.#isScheduled || (this.#queue.length === 0 && !this.#isOverrun)) return;
    this.#isScheduled = true;
    setImmediate(() => this.#deliver());
  }

  /** netlink_recvmsg(). */
  #deliver(): void {
    this.#isScheduled = false;
    if (!this.#isOpen) return;
    if (this.#isOverrun) {
      this.#isOverrun = false;
      this.#schedule();
      this.onError(Object.assign(new Error('No buffer space available: replies were dropped'), {code: 'ENOBUFS'}));
      return;
    }
    const datagram = this.#queue.shift();
    if (!datagram) return;
    this.#queued -= Math.max(replyCost, datagram.length);
    this.#largest = Math.min(Math.max(this.#largest, this.receiveBuffer), largestDatagram);
    try {
      this.#continueDump();
    } catch (error) {
      this.#dump = undefined;
      this.onError(error as Error);
      return;
    }
    this.#schedule();
    if (datagram.length <= this.receiveBuffer) this.onDatagram(datagram);
    else
      this.onError(
        new Error(`a netlink datagram of ${datagram.length} bytes did not fit the ${this.receiveBuffer} byte buffer`),
      );
  }
}
