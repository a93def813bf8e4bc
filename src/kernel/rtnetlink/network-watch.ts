import type {NetworkEvent, NetworkState, NetworkWatch} from '../../vrrp/ports.js';
import {type Kernel, netlinkRoute, type NetlinkSocket} from '../kernel.js';
import {flag, headerLength, messageType, readMessages, writeHeader} from '../netlink/message.js';
import {routeGroups} from './attributes.js';
import {NetworkModel, type NetworkMessage, readNetworkMessage} from './network-model.js';

/** A message of a link takes about 1 KiB; those of virtual functions more. */
const eventBuffer = 32 * 1024;
const groups = routeGroups.link | routeGroups.ipv4Address | routeGroups.ipv6Address;
/** The only request that is made on the socket of events. */
const barrier = Buffer.alloc(headerLength);
writeHeader(barrier, 0, headerLength, messageType.noop, flag.request | flag.ack, 1);

/**
 * A subscription. It begins by listening, then reads everything, then asks the kernel on the socket of events to
 * acknowledge a no-operation: when that comes, all that happened before the reading ended has been heard, and is
 * applied to what was read. The same again where events were lost: on a new socket, as Linux says it only once and
 * goes on dropping until the old one is read to its end.
 */
export class Watch implements NetworkWatch {
  #model: NetworkModel | undefined;
  #socket: NetlinkSocket | undefined;
  /** What came since the reading began; undefined when there is none. */
  #heard: NetworkMessage[] | undefined;
  #read: NetworkState | undefined;
  #isOver = false;

  constructor(
    private readonly kernel: Kernel,
    private readonly readAll: () => Promise<NetworkState>,
    private readonly onEvents: (events: readonly NetworkEvent[]) => void,
    private readonly onError: (error: Error) => void,
  ) {
    this.#begin();
  }

  get state(): NetworkState | undefined {
    return this.#model?.state;
  }

  close(): void {
    this.#isOver = true;
    this.#socket?.close();
  }

  #begin(): void {
    this.#socket?.close();
    if (!this.kernel.subscribeNetlink) throw new Error('this kernel does not tell of changes');
    const socket = this.kernel.subscribeNetlink(netlinkRoute, eventBuffer, groups);
    this.#socket = socket;
    this.#heard = [];
    this.#read = undefined;
    const isCurrent = () => !this.#isOver && socket === this.#socket;
    socket.onDatagram = datagram => isCurrent() && this.#tell(this.#attempt(() => this.#receive(datagram)) ?? []);
    socket.onError = error => isCurrent() && this.#attempt(() => this.#recover(error));
    this.readAll().then(
      state => isCurrent() && this.#attempt(() => this.#reachBarrier(socket, state)),
      error => isCurrent() && this.#attempt(() => this.#recover(error)),
    );
  }

  #tell(events: readonly NetworkEvent[]): void {
    if (events.length > 0) this.onEvents(events);
  }

  #reachBarrier(socket: NetlinkSocket, state: NetworkState): void {
    this.#read = state;
    socket.send(barrier);
  }

  #receive(datagram: Buffer): NetworkEvent[] {
    const events: NetworkEvent[] = [];
    for (const message of readMessages(datagram)) {
      if (message.type === messageType.error) events.push(...this.#synchronise());
      const news = readNetworkMessage(datagram, message);
      if (news && this.#heard) this.#heard.push(news);
      else if (news && this.#model) events.push(...this.#model.apply(news));
    }
    return events;
  }

  /** The barrier is reached. */
  #synchronise(): NetworkEvent[] {
    if (!this.#read || !this.#heard) return [];
    const current = new NetworkModel(this.#read);
    for (const message of this.#heard) current.apply(message);
    this.#heard = undefined;
    this.#read = undefined;
    if (this.#model) return [{type: 'gap'}, ...this.#model.become(current.state)];
    this.#model = current;
    return [{type: 'snapshot', state: current.state}];
  }

  /** Events were lost, or nothing stood still for long enough to be read. */
  #recover(error: Error & {readonly code?: string}): void {
    if (error.code === 'ENOBUFS' || error.name === 'InterruptedDump') this.#begin();
    else this.#fail(error);
  }

  #attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#fail(error as Error);
      return undefined;
    }
  }

  #fail(error: Error): void {
    this.close();
    this.onError(error);
  }
}
