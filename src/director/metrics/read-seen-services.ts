import type {Ipvs} from '../../ipvs/ipvs.js';
import type {SeenService} from './table-metrics.js';

/** A table that changes while it is read is read again. */
const attempts = 3;

/** All services with counters, and their servers as one pass tells them. @returns without servers where the table keeps changing */
export async function readSeenServices(
  ipvs: Pick<Ipvs, 'services' | 'destinationSummaries'>,
  pause: () => Promise<void>,
): Promise<readonly SeenService[]> {
  for (let attempt = 1; ; attempt++) {
    const services = await ipvs.services();
    const destinations = await ipvs.destinationSummaries(services, pause);
    if (destinations || attempt === attempts)
      return services.map((service, i) => ({service, destinations: destinations?.[i] ?? []}));
  }
}
