import {flag, type Message} from '../../netlink/message.js';
import {command, family} from '../../ipvs/attributes.js';
import {daemonsOf} from '../commands/daemons.js';
import type {Surroundings} from '../commands/request.js';
import {Failure} from '../commands/outcome.js';
import {parseServiceName} from '../commands/service-request.js';
import type {Director} from '../director.js';
import {newestFirst} from '../schedulers/scheduler.js';
import {commandAttributes} from '../../ipvs/attributes.js';
import type {ServiceEntry} from '../table/entries.js';
import {familyId} from './controller.js';
import {type Fill, fillDaemon, fillDestination, fillService, longestEntry} from './fill.js';
import {isViolation, parseLeniently} from './policy.js';
import {doneDatagram, writeMessage} from './replies.js';

/**
 * A dump that is under way. Between two datagrams the kernel keeps nothing but how many entries it has sent, and walks
 * the table anew: a change in between makes it skip or repeat entries, and NLM_F_DUMP_INTR is never set.
 */
export interface Dump {
  readonly command: number;
  /** The request, for the attributes it is read from anew each time. */
  readonly request: Buffer;
  readonly message: Message;
  sent: number;
}

export interface ProducedDatagram {
  readonly datagram: Buffer;
  readonly isLast: boolean;
}

/** NLMSG_GOODSIZE of a machine with pages of 4 KiB: what the first datagram of a fresh socket holds. */
const page = 3776;
/** Each kind of entry has a command number of its own in replies. */
const replyCommand: Readonly<Record<number, number>> = {
  [command.getService]: command.newService,
  [command.getDest]: command.newDest,
  [command.getDaemon]: command.newDaemon,
};

/**
 * netlink_dump(): the next datagram, and whether it was the last.
 * @param largest the largest buffer the socket has received with
 */
export function produceDatagram(
  director: Director,
  surroundings: Surroundings,
  dump: Dump,
  largest: number,
  port: number,
): ProducedDatagram {
  const capacity = datagramCapacity(largest);
  const buffer = Buffer.alloc(capacity + longestEntry);
  const {sequence} = dump.message;
  const header = {
    family: familyId,
    command: replyCommand[dump.command] as number,
    version: family.version,
    flags: flag.multi,
    sequence,
    port,
  };
  let at = 0;
  for (const fill of entriesOf(director, surroundings, dump)) {
    const end = writeMessage(buffer, at, header, fill);
    if (end > capacity) break;
    at = end;
    dump.sent++;
  }
  if (at === 0) return {datagram: doneDatagram(sequence, port), isLast: true};
  return {datagram: buffer.subarray(0, at), isLast: false};
}

/** How many bytes of messages a datagram of a dump holds. */
export function datagramCapacity(largest: number): number {
  return Math.max(page, largest);
}

function* entriesOf(director: Director, surroundings: Surroundings, dump: Dump): Iterable<Fill> {
  switch (dump.command) {
    case command.getService:
      for (const service of director.services.inOrder(dump.sent)) yield fillService(service);
      return;
    case command.getDest:
      yield* destinationsOf(director, surroundings, dump);
      return;
    case command.getDaemon:
      yield* daemonsOf(director).slice(dump.sent).map(fillDaemon);
  }
}

/** ip_vs_genl_dump_dests(): NB: a service that is missing or not named at all has no destinations, which is no error. */
function* destinationsOf(director: Director, surroundings: Surroundings, dump: Dump): Iterable<Fill> {
  const service = serviceOf(director, surroundings, dump);
  if (!service) return;
  let index = 0;
  for (const destination of newestFirst(service)) if (++index > dump.sent) yield fillDestination(destination);
}

/** The service whose destinations are dumped. */
export function serviceOf(
  director: Director,
  surroundings: Surroundings,
  {request, message}: Dump,
): ServiceEntry | undefined {
  const attributes = parseLeniently(commandAttributes, request, message.start + 4, message.end);
  if (isViolation(attributes)) return undefined;
  const name = parseServiceName(director, surroundings, request, attributes.service);
  return name instanceof Failure ? undefined : name.found;
}
