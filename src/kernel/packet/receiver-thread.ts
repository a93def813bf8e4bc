import {extname} from 'node:path';
import {Worker} from 'node:worker_threads';
import {readArrivals} from './arrival-batch.js';
import type {Listening, ReadinessListener, ReceiverListener} from './receiver.js';
import type {Command, ReceiverStart, Reception, Report} from './receiver-messages.js';
import {eventDescriptor} from './socket-constants.js';
import {checked, loadSystemCalls} from './system-calls.js';

interface Socket {
  readonly descriptor: number;
  /** Undefined when it was given up, but the thread may still use the descriptor. */
  listener: Listener | undefined;
  readonly settle: () => void;
}

type Listener = Partial<ReceiverListener & ReadinessListener> & Pick<ReceiverListener, 'onEnd'>;

/** One receiving thread, from its first socket to its last, as the main thread sees it. */
export class ReceiverThread {
  /** It takes no more sockets. */
  isEnding = false;
  readonly #ended: Promise<void>;
  readonly #calls = loadSystemCalls();
  readonly #wake = checked(this.#calls.eventfd(0, eventDescriptor), 'eventfd');
  readonly #worker: Worker;
  readonly #sockets = new Map<number, Socket>();
  #lastId = 0;
  #isOver = false;

  constructor() {
    const start: ReceiverStart = {wake: this.#wake};
    // the bundle of the worker lies beside this one, and is of its kind
    const script = new URL(`./packet-worker${extname(import.meta.url)}`, import.meta.url);
    this.#worker = new Worker(script, {workerData: start, execArgv: [], env: {}});
    this.#worker.on('message', (report: Report) => this.#hear(report));
    this.#worker.on('error', error => this.#break(error));
    this.#ended = new Promise(resolve => this.#worker.on('exit', () => resolve(this.#bury())));
    process.on('exit', this.#end); // Node waits for its threads, and this one waits in poll(2)
  }

  /** @param reception undefined where it is only to become readable */
  add(descriptor: number, reception: Reception | undefined, listener: Listener): Listening {
    const id = ++this.#lastId;
    const settled = new Promise<void>(settle => this.#sockets.set(id, {descriptor, listener, settle}));
    this.#command(
      reception ? {type: 'add', socket: id, descriptor, ...reception} : {type: 'await', socket: id, descriptor},
    );
    return {giveUp: () => this.#remove(id), settled};
  }

  #remove(id: number): void {
    const socket = this.#sockets.get(id);
    if (!socket?.listener) return;
    socket.listener = undefined;
    this.#command({type: 'remove', socket: id});
  }

  #hear(report: Report): void {
    switch (report.type) {
      case 'arrivals':
        for (const arrival of readArrivals(report.batch))
          this.#sockets.get(arrival.socket)?.listener?.onArrival?.(arrival);
        break;
      case 'failed':
        this.#sockets.get(report.socket)?.listener?.onFailure?.(report.errno);
        break;
      case 'removed':
        this.#close(report.socket);
        break;
      case 'readable': {
        const listener = this.#sockets.get(report.socket)?.listener;
        this.#close(report.socket);
        listener?.onReadable?.();
      }
    }
  }

  /** NB: a descriptor that the thread polls must not be closed: another file could have its number soon. */
  #close(id: number): void {
    const socket = this.#sockets.get(id);
    if (!socket) return;
    this.#calls.close(socket.descriptor);
    this.#sockets.delete(id);
    if (this.#sockets.size > 0) return socket.settle();
    this.#end();
    void this.#ended.then(socket.settle);
  }

  readonly #end = (): void => {
    if (this.isEnding) return;
    this.isEnding = true;
    this.#command({type: 'end'});
  };

  #break(error: Error): void {
    this.isEnding = true;
    for (const socket of this.#sockets.values()) {
      const {listener} = socket;
      socket.listener = undefined;
      listener?.onEnd(error);
    }
  }

  #bury(): void {
    this.#isOver = true;
    process.off('exit', this.#end);
    this.#break(new Error('the receiving thread has ended'));
    for (const id of this.#sockets.keys()) this.#close(id);
    this.#calls.close(this.#wake);
  }

  #command(command: Command): void {
    if (this.#isOver) return;
    this.#worker.postMessage(command); // oxlint-disable-line require-post-message-target-origin -- a thread has no origin
    this.#calls.write(this.#wake, oneMore, oneMore.length);
  }
}

/** What is added to the counter of an eventfd(2). */
const oneMore = new Uint8Array(new BigUint64Array([1n]).buffer);
