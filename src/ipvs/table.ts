import type {Destination, DestinationSummary} from './destination.js';
import type {Service, ServiceConfiguration} from './service.js';

/** A virtual service with its real servers, in the kernel's order. */
export interface TableEntry<S extends ServiceConfiguration = Service, D = Destination> {
  readonly service: S;
  readonly destinations: readonly D[];
}

/** A snapshot of the table, in the kernel's order. */
export interface Table {
  readonly entries: readonly TableEntry[];
}

/** What can be had of a whole table at once: no counters, thresholds and tunnel options. */
export type SummaryEntry = TableEntry<ServiceConfiguration, DestinationSummary>;

export interface TableSummary {
  readonly entries: readonly SummaryEntry[];
}
