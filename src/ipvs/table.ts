import type {Destination, DestinationSummary} from './destination.js';
import type {Service} from './service.js';

/** A virtual service with its real servers, in the kernel's order. */
export interface TableEntry<D extends DestinationSummary = Destination> {
  readonly service: Service;
  readonly destinations: readonly D[];
}

/** A snapshot of the table, in the kernel's order. */
export interface Table<D extends DestinationSummary = Destination> {
  readonly entries: readonly TableEntry<D>[];
}
