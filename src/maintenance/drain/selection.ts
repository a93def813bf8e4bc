import type {Destination} from '../../ipvs/destination.js';
import type {Service} from '../../ipvs/service.js';
import {matchesService, type ServicePattern} from '../../ipvs/service-text.js';
import type {TableEntry} from '../../ipvs/table.js';
import {type Prefix, prefixContains} from '../../net/prefix.js';

/** Which destinations: of a host, or of all hosts of a prefix, narrowed to a port and to services. */
export interface Selection {
  /** Any of them: a name may have several. */
  readonly hosts: readonly Prefix[];
  readonly port: number | undefined;
  /** Empty for all. */
  readonly services: readonly ServicePattern[];
}

/** A destination within its service. */
export interface Chosen {
  readonly service: Service;
  readonly destination: Destination;
}

export function choose(entries: readonly TableEntry[], {hosts, port, services}: Selection): readonly Chosen[] {
  const isHost = ({address}: Destination) => hosts.some(host => prefixContains(host, address));
  return entries
    .filter(({service: {id}}) => services.length === 0 || services.some(pattern => matchesService(pattern, id)))
    .flatMap(({service, destinations}) =>
      destinations
        .filter(destination => isHost(destination) && (port === undefined || port === destination.port))
        .map(destination => ({service, destination})),
    );
}
