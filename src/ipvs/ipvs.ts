import type {Change, Outcome} from './change.js';
import type {Connection, ConnectionOrigin} from './connection.js';
import type {DaemonConfiguration} from './daemon.js';
import type {Destination, DestinationConfiguration, DestinationSummary} from './destination.js';
import type {Service, ServiceConfiguration, ServiceId} from './service.js';
import type {Statistics} from './statistics.js';
import type {SysctlValue} from './sysctl-table.js';
import type {Table, TableSummary} from './table.js';
import type {Timeouts} from './timeouts.js';

/** IPVS_CMD_GET_INFO. */
export interface Information {
  /** IP_VS_VERSION_CODE: 0x010201 for 1.2.1. */
  readonly version: number;
  /** Buckets of the connection hash. */
  readonly connectionTableSize: number;
}

/** The port everyone reads and writes the kernel's table through. Every method rejects with a Refusal, or with an error that says what broke. */
export interface Ipvs {
  information(): Promise<Information>;
  timeouts(): Promise<Timeouts>;
  /** What all services of this network namespace together have carried, and carry now. */
  totals(): Promise<Statistics>;
  /** Those of sysctl-table.ts that this kernel has, by name. */
  sysctls(): Promise<ReadonlyMap<string, SysctlValue>>;
  /** Sets one of them. @param value as its file shows it. Rejects where it cannot be that, or cannot be written. */
  setSysctl(name: string, value: string): Promise<void>;
  /** Running sync daemons, the master first. */
  daemons(): Promise<readonly DaemonConfiguration[]>;
  /** One service; Refusal ESRCH where there is none. */
  service(id: ServiceId): Promise<Service>;
  /** All services in the kernel's order. NB: a change meanwhile can skip or repeat entries, and the kernel never says so. */
  services(): Promise<readonly Service[]>;
  /** The same without counters, which costs half. */
  serviceConfigurations(): Promise<readonly ServiceConfiguration[]>;
  /** The destinations of one service, newest first; empty also where the service does not exist (the kernel says no more). */
  destinations(id: ServiceId): Promise<readonly Destination[]>;
  /** The same without counters and connections. */
  destinationConfigurations(id: ServiceId): Promise<readonly DestinationConfiguration[]>;
  /**
   * What one pass tells of the destinations of all services: no counters, thresholds and tunnel options.
   * @param services all of them, just read, in the kernel's order
   * @param pause called now and then during a long read, so that others have their turn
   * @returns theirs in the same order; undefined where the table has changed since
   */
  destinationSummaries(
    services: readonly ServiceConfiguration[],
    pause?: () => Promise<void>,
  ): Promise<readonly (readonly DestinationSummary[])[] | undefined>;
  /** The table without counters, thresholds and tunnel options: two passes, however many services. */
  summary(): Promise<TableSummary>;
  /** The table with everything; one dump per service that has destinations. */
  table(): Promise<Table>;
  /** As table(), repeated until two reads agree on identities and configuration; rejects after five. Whatever decides a change reads by this. */
  readConsistent(): Promise<Table>;
  /** Asks for the changes in order, each on its own (the kernel has no transactions), and tells what became of each, in order. */
  apply(changes: readonly Change[]): Promise<readonly Outcome[]>;
  /** The connection table in the kernel's order, in pieces and constant memory. */
  connections(): Iterable<readonly Connection[]>;
  /** The same with where each entry comes from: this director, or another by connection synchronization. */
  connectionOrigins(): Iterable<readonly ConnectionOrigin[]>;
  /** connections() as the kernel prints it, in pieces: see connection-line.ts. A piece is valid until the next is asked for. */
  connectionText(): Iterable<Uint8Array>;
  close(): void;
}
