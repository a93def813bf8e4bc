import type {DestinationSummary} from '../../ipvs/destination.js';
import type {ServiceConfiguration} from '../../ipvs/service.js';
import {matchesService, type ServicePattern} from '../../ipvs/service-text.js';
import type {Service} from '../../ipvs/service.js';
import type {Destination, DestinationId} from '../../ipvs/destination.js';
import type {TableEntry} from '../../ipvs/table.js';
import {type Prefix, prefixContains} from '../../net/prefix.js';
import {placeKey} from './drain-record.js';

/** Which destinations. */
export type Selection =
  /** Of a host, or of all hosts of a prefix, narrowed to a port and to services. */
  | {
      readonly type: 'hosts';
      /** Any of them: a name may have several. */
      readonly hosts: readonly Prefix[];
      readonly port: number | undefined;
      /** Empty for all. */
      readonly services: readonly ServicePattern[];
    }
  /** Just these, by placeKey: those of a record. */
  | {readonly type: 'places'; readonly places: ReadonlySet<string>};

/** A destination within its service. */
export interface Chosen<S = Service, D = Destination> {
  readonly service: S;
  readonly destination: D;
}

export function choose<S extends ServiceConfiguration = Service, D extends DestinationSummary = Destination>(
  entries: readonly TableEntry<S, D>[],
  selection: Selection,
): readonly Chosen<S, D>[] {
  return entries.flatMap(({service, destinations}) =>
    destinations
      .filter(destination => isSelected(selection, service.id, destination))
      .map(destination => ({service, destination})),
  );
}

export function isSelected(
  selection: Selection,
  service: ServiceConfiguration['id'],
  destination: DestinationId,
): boolean {
  if (selection.type === 'places') return selection.places.has(placeKey(service, destination));
  const {hosts, port, services} = selection;
  return (
    (port === undefined || port === destination.port) &&
    (services.length === 0 || services.some(pattern => matchesService(pattern, service))) &&
    hosts.some(host => prefixContains(host, destination.address))
  );
}
