import {type MessagePort, parentPort, receiveMessageOnPort, workerData} from 'node:worker_threads';
import {readAncillary} from './ancillary.js';
import {ReceiveSlots} from './receive-slots.js';
import type {Arrival, Command, ReceiverStart, Report} from './receiver-messages.js';
import {messageFlag, pollReadable} from './socket-constants.js';
import {lastErrno, loadSystemCalls} from './system-calls.js';
import {errno, systemError} from './system-error.js';

/** Datagrams taken at once from one socket, so that a busy one does not keep the others waiting. */
const slotCount = 32;
/** struct pollfd: the descriptor, the events that are awaited, and those that came. */
const pollLength = 8;

interface WaitingSocket {
  readonly id: number;
  readonly descriptor: number;
  readonly largest: number;
}

/** The receiving thread: waits in one poll(2) for all sockets, and posts what arrives. Its own event loop never turns. */
class ReceivingThread {
  readonly #calls = loadSystemCalls();
  #sockets: readonly WaitingSocket[] = [];
  /** Room for datagrams, by their largest size. */
  readonly #slots = new Map<number, ReceiveSlots>();
  #isEnding = false;

  constructor(
    private readonly port: MessagePort,
    private readonly wake: number,
  ) {}

  run(): void {
    let table = this.#pollTable();
    while (!this.#isEnding) {
      this.#wait(table);
      const arrivals: Arrival[] = [];
      for (const [i, socket] of this.#sockets.entries()) {
        if (hasCome(table, i + 1)) this.#receive(socket, arrivals);
      }
      if (arrivals.length > 0) this.#report({type: 'arrivals', arrivals});
      if (!hasCome(table, 0)) continue;
      this.#calls.read(this.wake, new Uint8Array(8), 8);
      this.#obey();
      table = this.#pollTable();
    }
  }

  /** An array of struct pollfd: the wake-up, and the sockets in their order. */
  #pollTable(): DataView {
    const descriptors = [this.wake, ...this.#sockets.map(({descriptor}) => descriptor)];
    const table = new DataView(new ArrayBuffer(descriptors.length * pollLength));
    for (const [i, descriptor] of descriptors.entries()) {
      table.setInt32(i * pollLength, descriptor, true);
      table.setInt16(i * pollLength + 4, pollReadable, true);
    }
    return table;
  }

  #wait(table: DataView): void {
    while (this.#calls.poll(table, table.byteLength / pollLength, -1) < 0) {
      if (lastErrno() !== errno.interrupted) throw systemError('poll', lastErrno());
    }
  }

  #receive({id, descriptor, largest}: WaitingSocket, arrivals: Arrival[]): void {
    const slots = this.#slotsFor(largest);
    const count = this.#calls.recvmmsg(descriptor, slots.prepare(), slots.count, messageFlag.dontWait, null);
    if (count < 0) {
      const number = lastErrno();
      if (number !== errno.again && number !== errno.interrupted)
        this.#report({type: 'failed', socket: id, errno: number});
    }
    for (let slot = 0; slot < count; slot++) {
      arrivals.push({
        socket: id,
        bytes: slots.bytes(slot),
        isCut: (slots.flags(slot) & messageFlag.truncated) !== 0,
        name: slots.name(slot),
        ...readAncillary(slots.control(slot)),
      });
    }
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
        case 'add': {
          const {socket: id, descriptor, largest} = command;
          this.#sockets = [...this.#sockets, {id, descriptor, largest}];
          break;
        }
        case 'remove':
          this.#sockets = this.#sockets.filter(({id}) => id !== command.socket);
          this.#report({type: 'removed', socket: command.socket});
          break;
        case 'end':
          this.#isEnding = true;
          return;
      }
    }
  }

  #report(report: Report): void {
    this.port.postMessage(report); // oxlint-disable-line require-post-message-target-origin -- a port has no origin
  }
}

function hasCome(table: DataView, row: number): boolean {
  return table.getInt16(row * pollLength + 6, true) !== 0;
}

if (parentPort) new ReceivingThread(parentPort, (workerData as ReceiverStart).wake).run();
