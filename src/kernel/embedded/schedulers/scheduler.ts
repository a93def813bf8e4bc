import type {Address} from '../../../net/address.js';
import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import type {SchedulerMemory} from './memory.js';

/** What a scheduler sees of the first packet of a connection. */
export interface Packet {
  readonly client: Address;
  readonly clientPort: number;
  /** Where it was sent: the address of the service, or any behind a firewall mark. */
  readonly virtual: Address;
  readonly now: number;
}

export type DestinationChange = 'added' | 'updated' | 'removed';

/** struct ip_vs_scheduler. */
export interface Scheduler {
  readonly name: string;
  /** init_service(). */
  begin(service: ServiceEntry): SchedulerMemory;
  /** add_dest(), upd_dest(), del_dest(): called when the list has changed. @param index where a removed one stood */
  changed?(service: ServiceEntry, destination: DestinationEntry, change: DestinationChange, index: number): void;
  /** schedule(): undefined where no destination may be used. */
  choose(service: ServiceEntry, packet: Packet): DestinationEntry | undefined;
}

/** The destinations as the kernel lists them, the newest first. */
export function* newestFirst({destinations}: ServiceEntry): Iterable<DestinationEntry> {
  for (let i = destinations.length - 1; i >= 0; i--) yield destinations[i] as DestinationEntry;
}
