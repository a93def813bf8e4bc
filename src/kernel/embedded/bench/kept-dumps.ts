import {flag, genericHeaderLength, headerLength} from '../../netlink/message.js';
import {writeU32} from '../../netlink/bytes.js';
import {command, destinationAttributes, family, serviceAttributes} from '../../ipvs/attributes.js';
import type {Surroundings} from '../commands/request.js';
import type {Director} from '../director.js';
import {newestFirst} from '../schedulers/scheduler.js';
import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import type {Statistics} from '../table/statistics.js';
import {familyId} from '../wire/controller.js';
import {datagramCapacity, type Dump, type ProducedDatagram, produceDatagram, serviceOf} from '../wire/dump.js';
import {
  type Fill,
  fillDestination,
  fillService,
  fillStatistics,
  longestEntry,
  type StatisticsRows,
} from '../wire/fill.js';
import {isViolation, parseLeniently} from '../wire/policy.js';
import {doneDatagram, writeMessage} from '../wire/replies.js';
import {isMoving} from './bench-director.js';
import type {Ticks} from './ticking-counts.js';

/** A message of a dump, and where it stands in the kept bytes. */
interface KeptEntry {
  readonly start: number;
  readonly end: number;
  readonly statistics: Statistics;
  /** Where they stand; undefined where they do not move. */
  readonly statisticsAt: number | undefined;
  /** When they were written. */
  writtenAt: number;
}

/** What there is to dump: how it is written, and the table of its attributes. */
interface Kind<T> {
  readonly fill: (entry: T) => Fill;
  /** The command of its messages. */
  readonly number: number;
  readonly attributes: typeof serviceAttributes | typeof destinationAttributes;
}

const services: Kind<ServiceEntry> = {
  fill: fillService,
  number: command.newService,
  attributes: serviceAttributes,
};
const destinations: Kind<DestinationEntry> = {
  fill: fillDestination,
  number: command.newDest,
  attributes: destinationAttributes,
};

interface KeptDump {
  readonly attributes: StatisticsRows;
  readonly bytes: Buffer;
  readonly entries: readonly KeptEntry[];
}

/**
 * Dumps whose messages are kept as they were encoded: at a tick, only what moves is encoded again, when it is asked for.
 * NB: every message ends aligned to 8, so it is the same wherever in a datagram it stands.
 */
export class KeptDumps {
  #services: KeptDump | undefined;
  readonly #destinations = new Map<ServiceEntry, KeptDump>();

  constructor(private readonly ticks: Ticks) {}

  /** The table has changed. */
  forget(): void {
    this.#services = undefined;
    this.#destinations.clear();
  }

  /** As produceDatagram(), and the same bytes. */
  produce(director: Director, surroundings: Surroundings, dump: Dump, largest: number, port: number): ProducedDatagram {
    const kept = this.#find(director, surroundings, dump);
    if (!kept) return produceDatagram(director, surroundings, dump, largest, port);
    const {sequence} = dump.message;
    const first = kept.entries[dump.sent];
    if (!first) return {datagram: doneDatagram(sequence, port), isLast: true};
    const from = dump.sent;
    const limit = first.start + datagramCapacity(largest);
    let end = first.start;
    for (;;) {
      const entry = kept.entries[dump.sent];
      if (!entry || entry.end > limit) break;
      this.#bringUpToDate(kept, entry);
      end = entry.end;
      dump.sent++;
    }
    const datagram = Buffer.allocUnsafe(end - first.start);
    kept.bytes.copy(datagram, 0, first.start, end);
    for (let i = from; i < dump.sent; i++) {
      const at = (kept.entries[i] as KeptEntry).start - first.start;
      writeU32(datagram, at + 8, sequence); // nlmsg_seq
      writeU32(datagram, at + 12, port); // nlmsg_pid
    }
    return {datagram, isLast: false};
  }

  #find(director: Director, surroundings: Surroundings, dump: Dump): KeptDump | undefined {
    if (dump.command === command.getService) {
      this.#services ??= this.#keep(services, Array.from(director.services.inOrder()));
      return this.#services;
    }
    const service = dump.command === command.getDest ? serviceOf(director, surroundings, dump) : undefined;
    if (!service) return undefined;
    const known = this.#destinations.get(service);
    if (known) return known;
    const kept = this.#keep(destinations, [...newestFirst(service)]);
    this.#destinations.set(service, kept);
    return kept;
  }

  #keep<T extends {readonly statistics: Statistics}>(
    {fill, number, attributes}: Kind<T>,
    entries: readonly T[],
  ): KeptDump {
    const scratch = Buffer.alloc(entries.length * (messageHeaders + longestEntry));
    const header = {
      family: familyId,
      command: number,
      version: family.version,
      flags: flag.multi,
      sequence: 0,
      port: 0,
    };
    let end = 0;
    const kept = entries.map((entry): KeptEntry => {
      const start = end;
      const {statistics} = entry;
      end = writeMessage(scratch, start, header, fill(entry));
      const at = isMoving(statistics) ? statisticsStart(attributes, scratch, start, end) : undefined;
      return {start, end, statistics, statisticsAt: at, writtenAt: this.ticks.now};
    });
    return {bytes: Buffer.from(scratch.subarray(0, end)), entries: kept, attributes: attributes.rows};
  }

  #bringUpToDate({bytes, attributes}: KeptDump, entry: KeptEntry): void {
    const {statistics, statisticsAt} = entry;
    if (statisticsAt === undefined || entry.writtenAt === this.ticks.now) return;
    entry.writtenAt = this.ticks.now;
    fillStatistics(statistics, attributes, bytes, statisticsAt);
  }
}

const messageHeaders = headerLength + genericHeaderLength;

/** Within a message that holds nothing but one entry. */
function statisticsStart(attributes: Kind<never>['attributes'], buffer: Buffer, start: number, end: number): number {
  const spans = parseLeniently(attributes, buffer, start + messageHeaders + 4, end);
  if (isViolation(spans) || !spans.stats) throw new Error('an entry without statistics');
  return spans.stats.start - 4;
}
