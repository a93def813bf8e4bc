import {type DestinationConfiguration, destinationKey} from '../../ipvs/destination.js';
import {tunneling} from '../../ipvs/forwarding.js';
import type {DesiredTable} from '../../ipvs/plan.js';
import {familyOfService, type ServiceConfiguration, type ServiceId, serviceKey} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {isSameAddress} from '../../net/address.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {otherPlace, type ReportProblem, type TablePlace} from './table-problem.js';

interface BuiltEntry {
  readonly service: ServiceConfiguration;
  readonly place: TablePlace;
  readonly destinations: DestinationConfiguration[];
  /** Of the destinations, in their order. */
  readonly places: TablePlace[];
  /** Where there are many, their places by key. */
  byKey?: Map<string, TablePlace>;
}

/** Destinations up to which looking at each costs less than a map. */
const few = 8;

/** A table as it comes together from a file: what is there twice, or cannot be, is a problem. */
export class TableBuilder {
  readonly #entries = new Map<string, BuiltEntry>();

  constructor(private readonly report: ReportProblem) {}

  get table(): DesiredTable {
    return {entries: [...this.#entries.values()].map(({service, destinations}) => ({service, destinations}))};
  }

  addService(service: ServiceConfiguration, place: TablePlace): void {
    const key = serviceKey(service.id);
    const before = this.#entries.get(key);
    if (before)
      this.report(
        place,
        `${formatServiceId(service.id)} is there twice: it is in ${otherPlace(before.place, place)} already`,
      );
    else this.#entries.set(key, {service, place, destinations: [], places: []});
  }

  /** In the order in which they are to be added. */
  addDestination(id: ServiceId, destination: DestinationConfiguration, place: TablePlace): void {
    const entry = this.#entries.get(serviceKey(id));
    const name = () => `${formatEndpoint(destination)} of ${formatServiceId(id)}`;
    if (!entry) {
      this.report(place, `${name()} has no service in this file: add the service before its real servers`);
      return;
    }
    const before = placeOf(entry, destination);
    if (before) this.report(place, `${name()} is there twice: it is in ${otherPlace(before, place)} already`);
    else this.#add(entry, destination, place, name);
  }

  #add(entry: BuiltEntry, destination: DestinationConfiguration, place: TablePlace, name: () => string): void {
    const {lowerThreshold, upperThreshold, forwarding, address} = destination;
    if (lowerThreshold > upperThreshold)
      this.report(place, `${name()}: the lower threshold ${lowerThreshold} is above the upper one, ${upperThreshold}`);
    if (forwarding !== tunneling && address.family !== familyOfService(entry.service.id))
      this.report(place, `${name()}: only a tunnel leads to a server of the other address family`);
    entry.destinations.push(destination);
    entry.places.push(place);
    entry.byKey?.set(destinationKey(destination), place);
  }
}

function placeOf(entry: BuiltEntry, destination: DestinationConfiguration): TablePlace | undefined {
  const {destinations, places} = entry;
  if (destinations.length <= few) {
    const at = destinations.findIndex(
      ({address, port}) => port === destination.port && isSameAddress(address, destination.address),
    );
    return places[at];
  }
  entry.byKey ??= new Map(destinations.map((one, i) => [destinationKey(one), places[i] as TablePlace]));
  return entry.byKey.get(destinationKey(destination));
}
