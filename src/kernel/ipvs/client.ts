import type {Change, Outcome} from '../../ipvs/change.js';
import type {Connection} from '../../ipvs/connection.js';
import type {DaemonConfiguration} from '../../ipvs/daemon.js';
import type {Destination, DestinationSummary} from '../../ipvs/destination.js';
import type {Information, Ipvs} from '../../ipvs/ipvs.js';
import {type Operation, Refusal, UnknownOutcome} from '../../ipvs/refusal.js';
import {familyOfService, type Service, type ServiceId} from '../../ipvs/service.js';
import type {Table, TableEntry} from '../../ipvs/table.js';
import type {Timeouts} from '../../ipvs/timeouts.js';
import type {Kernel} from '../kernel.js';
import {netlinkGeneric} from '../kernel.js';
import {Conversation} from '../netlink/conversation.js';
import {KernelError} from '../netlink/kernel-error.js';
import type {Request} from '../netlink/request.js';
import {readConnections} from '../proc/connections.js';
import {command, commandAttributes, informationAttributes} from './attributes.js';
import {decodeDaemon, decodeDestination, decodeService, encodeServiceId} from './bridge.js';
import {readAgreeing} from './consistent.js';
import {type CommandValues, changeRequest, ipvsRequest} from './requests.js';
import {joinSummary} from './summary.js';

/** Error replies beyond what the socket's queue holds are dropped, the acknowledgement with them: 256 at the default size. */
const longestBatch = 128;
/** Acknowledgements and error replies are small: a large buffer would cost page faults for nothing. */
const replyBuffer = 4096;
/** The kernel fills dump datagrams up to this, and no further. */
const dumpBuffer = 32 * 1024;
/** A service's destinations are few as a rule: a large buffer for each dump of thousands would cost page faults for nothing. */
const destinationBuffer = 16 * 1024;

/** The port Ipvs on the netlink family of a kernel, real or embedded. */
export class IpvsClient implements Ipvs {
  readonly #conversations = new Map<number, Conversation>();

  /** @param familyId the number the kernel gave the family IPVS */
  constructor(
    private readonly kernel: Kernel,
    private readonly familyId: number,
  ) {}

  async information(): Promise<Information> {
    const reply = await this.#ask('information', command.getInfo);
    return informationAttributes.read(...reply, 'information');
  }

  async timeouts(): Promise<Timeouts> {
    const reply = commandAttributes.read(...(await this.#ask('list', command.getConfig)));
    return {tcp: reply.timeoutTcp ?? 0, tcpFin: reply.timeoutTcpFin ?? 0, udp: reply.timeoutUdp ?? 0};
  }

  async daemons(): Promise<readonly DaemonConfiguration[]> {
    const daemons: DaemonConfiguration[] = [];
    await this.#dump(command.getDaemon, undefined, replyBuffer, (...reply) => {
      const {daemon} = commandAttributes.read(...reply);
      if (daemon) daemons.push(decodeDaemon(daemon));
    });
    return daemons;
  }

  async service(id: ServiceId): Promise<Service> {
    const {service} = commandAttributes.read(...(await this.#ask('list', command.getService, {service: encodeServiceId(id)})));
    if (!service) throw new Refusal('list', 3); // ESRCH
    return decodeService(service);
  }

  async services(): Promise<readonly Service[]> {
    const services: Service[] = [];
    await this.#dump(command.getService, undefined, dumpBuffer, (...reply) => {
      const {service} = commandAttributes.read(...reply);
      if (service) services.push(decodeService(service));
    });
    return services;
  }

  async destinations(id: ServiceId): Promise<readonly Destination[]> {
    const destinations: Destination[] = [];
    const family = familyOfService(id);
    await this.#dump(command.getDest, {service: encodeServiceId(id)}, destinationBuffer, (...reply) => {
      const {destination} = commandAttributes.read(...reply);
      if (destination) destinations.push(decodeDestination(destination, family));
    });
    return destinations;
  }

  summary(): Promise<Table<DestinationSummary>> {
    return joinSummary(this.kernel, this);
  }

  async table(): Promise<Table> {
    const {entries} = await this.summary();
    const full: TableEntry[] = [];
    for (const {service, destinations} of entries) {
      full.push({service, destinations: destinations.length === 0 ? [] : await this.destinations(service.id)});
    }
    return {entries: full};
  }

  readConsistent(): Promise<Table> {
    return readAgreeing(() => this.table());
  }

  async apply(changes: readonly Change[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let at = 0; at < changes.length; at += longestBatch) {
      const batch = changes.slice(at, at + longestBatch);
      const results = await this.#conversation(replyBuffer).batch(batch.map(change => changeRequest(this.familyId, change)));
      for (const [i, result] of results.entries()) {
        const {type} = batch[i] as Change;
        outcomes.push(result === 0 ? undefined : result === 'unknown' ? new UnknownOutcome(type) : new Refusal(type, result));
      }
    }
    return outcomes;
  }

  connections(): Iterable<readonly Connection[]> {
    return readConnections(this.kernel);
  }

  close(): void {
    for (const conversation of this.#conversations.values()) conversation.close();
    this.#conversations.clear();
  }

  async #ask(operation: Operation, number: number, values?: CommandValues): Promise<[Buffer, number, number]> {
    return asRefusal(operation, this.#conversation(replyBuffer).ask(this.#request(number, values)));
  }

  #dump(number: number, values: CommandValues | undefined, buffer: number, each: (...reply: [Buffer, number, number]) => void): Promise<void> {
    return asRefusal('list', this.#conversation(buffer).dump(this.#request(number, values), each));
  }

  #request(number: number, values: CommandValues | undefined): Request {
    return ipvsRequest(this.familyId, number, values);
  }

  /** The open conversation for a buffer size; a new one where there is none, or where the last one broke. */
  #conversation(buffer: number): Conversation {
    const known = this.#conversations.get(buffer);
    if (known && !known.isOver) return known;
    const conversation = new Conversation(this.kernel.openNetlink(netlinkGeneric, buffer));
    this.#conversations.set(buffer, conversation);
    return conversation;
  }
}

async function asRefusal<T>(operation: Operation, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof KernelError ? new Refusal(operation, error.errno) : error;
  }
}
