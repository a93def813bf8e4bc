import type {Family} from '../../net/address.js';
import {announcementFrame} from '../announce/announcement.js';
import type {Milliseconds} from '../intervals.js';
import type {FrameSocket} from '../ports.js';
import type {AnnouncementSettings} from '../router/configuration.js';
import type {HostNetwork} from './host-network.js';
import {type AddressHolder, isPresent, type KeptAddress} from './kept-address.js';
import {TellingRounds} from './telling-rounds.js';
import type {SpeakerWorld} from './speaker-world.js';

/** Packets at a time, and how long they may take: so much later than it should be is an advertisement. */
const slice = {packets: 128, time: 3};
/** Until a queue that was full is tried again. */
const congestion: Milliseconds = 5;
/** Of a rate: so long a pause is made up for at once. */
const burst: Milliseconds = 20;

interface LinkQueue {
  readonly name: string;
  readonly rounds: TellingRounds;
  readonly sockets: Map<Family, FrameSocket>;
  /** When the next packet may go. */
  readyAt: Milliseconds;
}

/** Tells everybody where the addresses of masters are: slice by slice, and all addresses once before any is told twice. */
export class Announcer {
  settings: AnnouncementSettings = {rate: undefined, isMinimal: false};
  /** Addresses are being added: they are not to wait for announcements. A thousand take some 50 ms. */
  isPaused = false;
  readonly #links = new Map<number, LinkQueue>();

  /** @param onSent for each packet; on an error, the address is left alone */
  constructor(
    private readonly world: Pick<SpeakerWorld, 'packets' | 'clock' | 'isRouter'>,
    private readonly host: HostNetwork,
    private readonly onSent: (holder: AddressHolder, outcome: 'sent' | Error) => void,
  ) {}

  /** When it wants to be woken; infinity for never. */
  get deadline(): Milliseconds {
    let first = Number.POSITIVE_INFINITY;
    for (const {rounds, readyAt} of this.#links.values()) if (this.#hasNext(rounds)) first = Math.min(first, readyAt);
    return first;
  }

  /** @param copies packets for it; keepalived's vrrp_min_garp makes it one */
  tell(kept: KeptAddress, copies: number): void {
    const known = this.#links.get(kept.index);
    const queue: LinkQueue = known ?? {name: kept.link, rounds: new TellingRounds(), sockets: new Map(), readyAt: 0};
    if (!known) this.#links.set(kept.index, queue);
    queue.rounds.add(kept, this.settings.isMinimal ? Math.min(1, copies) : copies);
  }

  /** One slice. */
  wake(now: Milliseconds): void {
    const end = now + slice.time;
    let left = slice.packets;
    for (const [index, queue] of this.#links) {
      while (left > 0 && this.#hasNext(queue.rounds) && queue.readyAt <= this.world.clock()) {
        if (!this.#tellOne(index, queue)) break;
        left--;
        if (this.world.clock() >= end) return;
      }
      if (queue.rounds.isEmpty) this.#close(index, queue);
    }
  }

  close(): void {
    for (const [index, queue] of this.#links) this.#close(index, queue);
  }

  #hasNext(rounds: TellingRounds): boolean {
    return !this.isPaused && !rounds.isEmpty;
  }

  /** @returns whether to go on */
  #tellOne(index: number, queue: LinkQueue): boolean {
    const [kept, left] = queue.rounds.take();
    const station = this.host.links.get(queue.name)?.mac;
    const {holder} = kept;
    if (!holder || !isPresent(kept) || !station) return true; // it has gone since
    const {address} = kept.own;
    const link = {index, name: queue.name};
    const frame = announcementFrame(
      {address, link, station},
      address.family === 'ipv6' && this.world.isRouter(link.name),
    );
    const outcome = this.#send(index, queue, address.family, frame);
    const {rate} = this.settings;
    const now = this.world.clock();
    if (isCongestion(outcome)) {
      queue.rounds.putBack(kept, left);
      queue.readyAt = now + congestion;
      return false;
    }
    if (rate !== undefined) queue.readyAt = Math.max(queue.readyAt, now - burst) + 1000 / rate;
    this.onSent(holder, outcome);
    if (outcome === 'sent') queue.rounds.addNext(kept, left - 1);
    return true;
  }

  #send(index: number, {sockets}: LinkQueue, family: Family, frame: Uint8Array): 'sent' | Error {
    try {
      const {packets} = this.world;
      const socket =
        sockets.get(family) ?? (family === 'ipv4' ? packets.openArp(index) : packets.openNeighbours(index));
      sockets.set(family, socket);
      return socket.send(frame);
    } catch (error) {
      return error as Error;
    }
  }

  #close(index: number, {sockets}: LinkQueue): void {
    for (const socket of sockets.values()) socket.close();
    this.#links.delete(index);
  }
}

/** The queue of the link, or that of the socket, is full. */
function isCongestion(outcome: 'sent' | Error): boolean {
  if (outcome === 'sent') return false;
  const {code} = outcome as NodeJS.ErrnoException;
  return code === 'ENOBUFS' || code === 'EAGAIN';
}
