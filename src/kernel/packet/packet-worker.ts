import {type MessagePort, parentPort, receiveMessageOnPort, workerData} from 'node:worker_threads';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {readAncillary} from './ancillary.js';
import {ArrivalBatch} from './arrival-batch.js';
import {PollTable} from './poll-table.js';
import {ReceiveSlots} from './receive-slots.js';
import type {Command, ReceiverStart, Report} from './receiver-messages.js';
import {messageFlag} from './socket-constants.js';
import {lastErrno, loadSystemCalls} from './system-calls.js';
import {errno, systemError} from './system-error.js';

/** Datagrams taken at once from one socket, so that a busy one does not keep the others waiting. */
const slotCount = 32;
/**
 * How long what need not be prompt waits for more to come. Two threads wake up once for all of it, which is most of what
 * a packet costs: hundreds a second cost as much as 25. Packets have the kernel's times.
 */
const gatheringTime: Milliseconds = 40;
/** Of poll(2). */
const forever = -1;

interface WaitingSocket {
  readonly id: number;
  readonly descriptor: number;
  readonly isPrompt: boolean;
  /** Undefined where it is only to become readable. */
  readonly largest: number | undefined;
}

/**
 * - `idle`: nothing has come lately;
 * - `flowing`: so much has come that more is to be expected within the gathering time;
 * - `behind`: there is more than was taken.
 */
type Pace = 'idle' | 'flowing' | 'behind';

/** The receiving thread: waits in poll(2) for all sockets, and posts what arrives. Its own event loop never turns. */
class ReceivingThread {
  readonly #calls = loadSystemCalls();
  #table: PollTable<WaitingSocket>;
  #sockets: readonly WaitingSocket[] = [];
  /** Room for datagrams, by their largest size. */
  readonly #slots = new Map<number, ReceiveSlots>();
  readonly #batch = new ArrivalBatch();
  #pace: Pace = 'idle';
  #isEnding = false;

  constructor(
    private readonly port: MessagePort,
    private readonly wake: number,
  ) {
    this.#table = new PollTable(wake, []);
  }

  run(): void {
    while (!this.#isEnding) {
      this.#wait();
      const {isWoken} = this.#table; // taking may replace it
      this.#pace = this.#take();
      if (!isWoken) continue;
      this.#calls.read(this.wake, new Uint8Array(8), 8);
      this.#obey();
    }
  }

  /** Afterwards the table shows everything that is there. */
  #wait(): void {
    const {all, prompt} = this.#table.counts;
    if (this.#pace === 'idle') {
      this.#poll(all, forever);
      if (this.#table.isPromptWaiting) return;
    }
    if (this.#pace !== 'behind') this.#poll(prompt, gatheringTime);
    this.#poll(all, 0);
  }

  #poll(count: number, time: Milliseconds): void {
    while (this.#calls.poll(this.#table.bytes, count, time) < 0) {
      if (lastErrno() !== errno.interrupted) throw systemError('poll', lastErrno());
    }
  }

  /** Takes what is there, and posts it. */
  #take(): Pace {
    let most = 0;
    let gathered = 0;
    for (const socket of this.#table.waiting) {
      if (socket.largest === undefined) {
        this.#tellReadable(socket);
        continue;
      }
      const count = this.#receive(socket, this.#slotsFor(socket.largest));
      most = Math.max(most, count);
      if (!socket.isPrompt) gathered += count;
    }
    if (!this.#batch.isEmpty) {
      const batch = this.#batch.take();
      this.#report({type: 'arrivals', batch}, [batch]);
    }
    if (most === slotCount) return 'behind';
    return gathered > 1 ? 'flowing' : 'idle';
  }

  #tellReadable({id: socket}: WaitingSocket): void {
    this.#setSockets(this.#sockets.filter(({id}) => id !== socket));
    this.#report({type: 'readable', socket});
  }

  /** @returns how many datagrams were there */
  #receive({id, descriptor}: WaitingSocket, slots: ReceiveSlots): number {
    const count = this.#calls.recvmmsg(descriptor, slots.prepare(), slots.count, messageFlag.dontWait, null);
    if (count < 0) {
      const number = lastErrno();
      if (number !== errno.again && number !== errno.interrupted)
        this.#report({type: 'failed', socket: id, errno: number});
    }
    for (let slot = 0; slot < count; slot++) {
      const isCut = (slots.flags(slot) & messageFlag.truncated) !== 0;
      this.#batch.add(id, slots.bytes(slot), isCut, slots.name(slot), readAncillary(slots.control(slot)));
    }
    return count;
  }

  #slotsFor(largest: number): ReceiveSlots {
    const slots = this.#slots.get(largest) ?? new ReceiveSlots(slotCount, largest);
    this.#slots.set(largest, slots);
    return slots;
  }

  /** Takes the commands there are. */
  #obey(): void {
    for (;;) {
      const command = receiveMessageOnPort(this.port)?.message as Command | undefined;
      switch (command?.type) {
        case undefined:
          return;
        case 'add':
        case 'await': {
          const {socket: id, descriptor} = command;
          const [largest, isPrompt] = command.type === 'add' ? [command.largest, command.isPrompt] : [undefined, true];
          this.#setSockets([...this.#sockets, {id, descriptor, largest, isPrompt}]);
          break;
        }
        case 'remove':
          this.#setSockets(this.#sockets.filter(({id}) => id !== command.socket));
          this.#report({type: 'removed', socket: command.socket});
          break;
        case 'end':
          this.#isEnding = true;
          return;
      }
    }
  }

  #setSockets(sockets: readonly WaitingSocket[]): void {
    this.#sockets = sockets;
    this.#table = new PollTable(this.wake, sockets);
  }

  #report(report: Report, transferred: readonly ArrayBuffer[] = []): void {
    this.port.postMessage(report, transferred); // oxlint-disable-line require-post-message-target-origin -- a port has no origin
  }
}

if (parentPort) new ReceivingThread(parentPort, (workerData as ReceiverStart).wake).run();
