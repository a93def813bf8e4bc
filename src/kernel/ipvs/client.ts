import type {Change, Outcome} from '../../ipvs/change.js';
import type {Connection, ConnectionOrigin} from '../../ipvs/connection.js';
import {connectionsPath} from '../../ipvs/connection-line.js';
import type {DaemonConfiguration} from '../../ipvs/daemon.js';
import type {Destination, DestinationConfiguration} from '../../ipvs/destination.js';
import type {Information, Ipvs} from '../../ipvs/ipvs.js';
import {type Operation, Refusal, UnknownOutcome} from '../../ipvs/refusal.js';
import {familyOfService, type Service, type ServiceConfiguration, type ServiceId} from '../../ipvs/service.js';
import type {Statistics} from '../../ipvs/statistics.js';
import type {SysctlValue} from '../../ipvs/sysctl-table.js';
import type {Table, TableEntry, TableSummary} from '../../ipvs/table.js';
import type {Timeouts} from '../../ipvs/timeouts.js';
import type {Kernel} from '../kernel.js';
import {netlinkGeneric} from '../kernel.js';
import {type BatchResult, Conversation} from '../netlink/conversation.js';
import {noOperation, type Request} from '../netlink/request.js';
import {readConnectionOrigins, readConnections} from '../proc/connections.js';
import {readStatistics} from '../proc/statistics.js';
import {readSysctls, writeSysctl, WrongSysctl} from '../proc/sysctls.js';
import {command, commandAttributes, configurationAttributes, informationAttributes} from './attributes.js';
import {
  decodeDaemon,
  decodeDestination,
  decodeDestinationConfiguration,
  decodeService,
  decodeServiceConfiguration,
  encodeServiceId,
} from './bridge.js';
import {readAgreeing} from './consistent.js';
import {type CommandValues, changeRequest, ipvsRequest} from './requests.js';
import {asRefusal, readWithStatistics} from './replies.js';
import {rereadFor} from './reread.js';
import {joinSummary, readDestinationSummaries} from './summary.js';
import {systemWords} from '../../ipvs/system-words.js';

/** Error replies beyond what the socket's queue holds are dropped, the acknowledgement with them: 256 at the default size. */
const longestBatch = 128;
/** Answers and error replies are small: a larger buffer for each would cost page faults for nothing. */
export const replyBuffer = 8192;
/** The kernel fills dump datagrams up to this, and no further. */
const dumpBuffer = 32 * 1024;
/** Dumps of one service's destinations after which the rest is asked for on a socket made for many. */
const manyDumps = 64;

/** The port Ipvs on the netlink family of a kernel, real or embedded. */
export class IpvsClient implements Ipvs {
  readonly #conversations = new Map<number, Conversation>();
  #destinationDumps = 0;
  #bulk: Promise<Conversation | undefined> | undefined;

  /**
   * @param familyId the number the kernel gave the family IPVS
   * @param first a conversation with buffers of replyBuffer that asked for it
   */
  constructor(
    private readonly kernel: Kernel,
    private readonly familyId: number,
    first: Conversation,
  ) {
    this.#conversations.set(replyBuffer, first);
  }

  async information(): Promise<Information> {
    const reply = await this.#ask('information', command.getInfo);
    return informationAttributes.read(...reply, 'information');
  }

  async timeouts(): Promise<Timeouts> {
    const reply = commandAttributes.read(...(await this.#ask('list', command.getConfig)));
    return {tcp: reply.timeoutTcp ?? 0, tcpFin: reply.timeoutTcpFin ?? 0, udp: reply.timeoutUdp ?? 0};
  }

  async totals(): Promise<Statistics> {
    return readStatistics(this.kernel);
  }

  async sysctls(): Promise<ReadonlyMap<string, SysctlValue>> {
    return readSysctls(this.kernel);
  }

  async setSysctl(name: string, value: string): Promise<void> {
    const [first = Number.NaN, second, ...others] = value.trim().split(/\s+/).map(Number);
    if (others.length > 0) throw new WrongSysctl(`net.ipv4.vs.${name} cannot be ${value}`);
    writeSysctl(this.kernel, name, second === undefined ? first : [first, second]);
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
    const {service} = commandAttributes.read(
      ...(await this.#ask('list', command.getService, {service: encodeServiceId(id)})),
    );
    if (!service) throw new Refusal('list', 3); // ESRCH
    return decodeService(service);
  }

  async services(): Promise<readonly Service[]> {
    const services: Service[] = [];
    await this.#dump(command.getService, undefined, dumpBuffer, (...reply) => {
      const {service} = readWithStatistics(...reply);
      if (service) services.push(decodeService(service));
    });
    return services;
  }

  async serviceConfigurations(): Promise<readonly ServiceConfiguration[]> {
    const services: ServiceConfiguration[] = [];
    await this.#dump(command.getService, undefined, dumpBuffer, (buffer, start, end) => {
      const {service} = configurationAttributes.read(buffer, start, end);
      if (service) services.push(decodeServiceConfiguration(service));
    });
    return services;
  }

  async destinations(id: ServiceId): Promise<readonly Destination[]> {
    const destinations: Destination[] = [];
    const family = familyOfService(id);
    await this.#dumpDestinations(id, (...reply) => {
      const {destination} = readWithStatistics(...reply);
      if (destination) destinations.push(decodeDestination(destination, family));
    });
    return destinations;
  }

  async destinationConfigurations(id: ServiceId): Promise<readonly DestinationConfiguration[]> {
    const destinations: DestinationConfiguration[] = [];
    const family = familyOfService(id);
    await this.#dumpDestinations(id, (buffer, start, end) => {
      const {destination} = configurationAttributes.read(buffer, start, end);
      if (destination) destinations.push(decodeDestinationConfiguration(destination, family));
    });
    return destinations;
  }

  destinationSummaries(services: readonly ServiceConfiguration[], pause?: () => Promise<void>) {
    return readDestinationSummaries(this.kernel, services, pause);
  }

  summary(): Promise<TableSummary> {
    return joinSummary(this);
  }

  async table(): Promise<Table> {
    const entries: TableEntry[] = [];
    for (const service of await this.services())
      entries.push({service, destinations: await this.destinations(service.id)});
    return {entries};
  }

  readConsistent(): Promise<Table> {
    return readAgreeing(() => this.table());
  }

  async apply(changes: readonly Change[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let at = 0; at < changes.length; at += longestBatch) {
      const batch = changes.slice(at, at + longestBatch);
      const requests = batch.map(change => changeRequest(this.familyId, change));
      if (batch.at(-1)?.type === 'stop-daemon') requests.push(noOperation);
      const conversation = this.#conversation(replyBuffer);
      const results = await conversation.batch(requests);
      const why = conversation.failure && systemWords(conversation.failure);
      for (const [i, change] of batch.entries())
        outcomes.push(await this.#outcome(change, results[i] as BatchResult, why));
    }
    return outcomes;
  }

  async #outcome(change: Change, result: BatchResult, why: string | undefined): Promise<Outcome> {
    if (result === 0) return undefined;
    if (result !== 'unknown') return new Refusal(change.type, result);
    try {
      return new UnknownOutcome(change.type, await rereadFor(this, change), why);
    } catch (error) {
      return error as Error; // what keeps the table from being read is what there is to say
    }
  }

  connections(): Iterable<readonly Connection[]> {
    return readConnections(this.kernel);
  }

  connectionOrigins(): Iterable<readonly ConnectionOrigin[]> {
    return readConnectionOrigins(this.kernel);
  }

  connectionText(): Iterable<Uint8Array> {
    return this.kernel.readProc(connectionsPath);
  }

  close(): void {
    for (const conversation of this.#conversations.values()) conversation.close();
    this.#conversations.clear();
    void this.#bulk?.then(conversation => conversation?.close());
    this.#bulk = undefined;
  }

  async #ask(operation: Operation, number: number, values?: CommandValues): Promise<[Buffer, number, number]> {
    return asRefusal(operation, this.#conversation(replyBuffer).ask(this.#request(number, values)));
  }

  #dump(
    number: number,
    values: CommandValues | undefined,
    buffer: number,
    each: (...reply: [Buffer, number, number]) => void,
  ): Promise<void> {
    return asRefusal('list', this.#conversation(buffer).dump(this.#request(number, values), each));
  }

  async #dumpDestinations(id: ServiceId, each: (...reply: [Buffer, number, number]) => void): Promise<void> {
    const values = {service: encodeServiceId(id)};
    const bulk = ++this.#destinationDumps > manyDumps ? await this.#openBulk() : undefined;
    if (!bulk || bulk.isOver) return this.#dump(command.getDest, values, replyBuffer, each);
    return asRefusal('list', bulk.dump(this.#request(command.getDest, values), each));
  }

  /** Undefined where the kernel has none, or it cannot be opened: then the ordinary socket does. */
  #openBulk(): Promise<Conversation | undefined> {
    this.#bulk ??= (this.kernel.openBulkNetlink?.(netlinkGeneric, dumpBuffer) ?? Promise.resolve(undefined)).then(
      socket => socket && new Conversation(socket),
      () => undefined,
    );
    return this.#bulk;
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
