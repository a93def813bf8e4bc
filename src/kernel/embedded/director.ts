import type {Address} from '../../net/address.js';
import type {DaemonState} from '../../ipvs/daemon.js';
import {Agenda} from './traffic/agenda.js';
import type {ConnectionEntry} from './traffic/connection.js';
import {ConnectionTable} from './traffic/connection-table.js';
import type {Workload} from './traffic/workload.js';
import type {DestinationEntry} from './table/entries.js';
import {ServiceTable} from './table/service-table.js';
import {newStatistics, type Statistics} from './table/statistics.js';
import {defaultSysctls, type Sysctls} from './texts/sysctls.js';

/** A running sync daemon, everything decided. */
export interface DaemonEntry {
  readonly state: DaemonState;
  readonly interface: string;
  readonly syncId: number;
  readonly maximumLength: number;
  readonly group: Address;
  readonly port: number;
  readonly ttl: number;
}

/** All that the kernel knows, in one network namespace. Time stands still in it but for advance(). */
export interface Director {
  /** Of the clock that was handed in, milliseconds. */
  now: number;
  readonly salt: number;
  readonly services: ServiceTable;
  /** Destinations that were deleted, the newest last: kept while connections use them, and two minutes longer. */
  readonly trash: DestinationEntry[];
  /** When the trash is looked through next; undefined while it is empty. */
  trashAt: number | undefined;
  master: DaemonEntry | undefined;
  backup: DaemonEntry | undefined;
  /** Seconds. */
  timeouts: {tcp: number; tcpFin: number; udp: number};
  sysctls: Sysctls;
  /** Of everything: /proc/net/ip_vs_stats. */
  readonly totals: Statistics;
  /** Statistics that the estimator still has to move. */
  readonly moving: Set<Statistics>;
  /** When the estimator ticks next. */
  estimateAt: number;
  readonly connections: ConnectionTable;
  /** Connections whose script goes on, by when. */
  readonly scripts: Agenda<ConnectionEntry>;
  workload: Workload | undefined;
}

/** A salt that brings out the orders of fixtures/ipvsadm/cli.jsonl; each boot of a kernel has another one. */
export const recordedSalt = 64;

/** How often estimation_timer() runs, milliseconds. */
export const estimationPeriod = 2000;

/** A director as the kernel makes it when the module is loaded. */
export function newDirector(now: number, salt: number): Director {
  return {
    now,
    salt,
    services: new ServiceTable(salt),
    trash: [],
    trashAt: undefined,
    master: undefined,
    backup: undefined,
    timeouts: {tcp: 15 * 60, tcpFin: 2 * 60, udp: 5 * 60},
    sysctls: defaultSysctls(),
    totals: newStatistics(),
    moving: new Set(),
    estimateAt: now + estimationPeriod,
    connections: new ConnectionTable(),
    scripts: new Agenda(),
    workload: undefined,
  };
}
