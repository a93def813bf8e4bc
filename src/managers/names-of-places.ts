import {formatServiceId} from '../ipvs/service-text.js';
import type {OwnedPlace} from '../maintenance/owner.js';
import {formatEndpoint} from '../net/endpoint.js';

/** `10.1.0.1:80 of tcp/10.0.0.1:80, 10.1.0.1:80 of tcp/10.0.0.2:80 and 7 more`. */
export function namesOfPlaces(places: readonly OwnedPlace[]): string {
  const names = places
    .slice(0, 3)
    .map(({service, destination}) => `${formatEndpoint(destination)} of ${formatServiceId(service)}`);
  const more = places.length > names.length ? ` and ${places.length - names.length} more` : '';
  return names.join(', ') + more;
}
