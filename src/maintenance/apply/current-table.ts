import type {DestinationConfiguration, DestinationSummary} from '../../ipvs/destination.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {DesiredEntry, DesiredTable} from '../../ipvs/plan.js';
import {isSameAddress} from '../../net/address.js';

const attempts = 5;

type Reader = Pick<Ipvs, 'serviceConfigurations' | 'destinationSummaries' | 'destinationConfigurations'>;

/**
 * The configuration of the whole table, in the kernel's order, read so that two ways of reading agree: a dump of the
 * services and of each one's servers, and one pass of /proc/net/ip_vs.
 * @throws Error where they never do: somebody keeps writing
 */
export async function readCurrentTable(ipvs: Reader): Promise<DesiredTable> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const services = await ipvs.serviceConfigurations();
    const summaries = await ipvs.destinationSummaries(services);
    if (!summaries) continue;
    const entries: DesiredEntry[] = [];
    for (const [i, service] of services.entries()) {
      const seen = summaries[i] as readonly DestinationSummary[];
      const destinations = seen.length === 0 ? [] : await ipvs.destinationConfigurations(service.id);
      if (!agree(seen, destinations)) break;
      entries.push({service, destinations});
    }
    if (entries.length === services.length) return {entries};
  }
  throw new Error(
    `the table kept changing: in ${attempts} attempts no two readings agreed. Somebody else is writing it; try again when that is done`,
  );
}

/** NB: the kernel's words for forwarding in that text are not all its own: it says Masq of what it does not know. */
function agree(seen: readonly DestinationSummary[], read: readonly DestinationConfiguration[]): boolean {
  return (
    seen.length === read.length &&
    seen.every(({address, port, weight}, i) => {
      const other = read[i] as DestinationConfiguration;
      return weight === other.weight && port === other.port && isSameAddress(address, other.address);
    })
  );
}
