import {errnoNumber} from '../../ipvs/errno.js';
import {FollowedTable} from '../../ipvs/followed-table.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {DesiredEntry} from '../../ipvs/plan.js';
import {isRefusal} from '../../ipvs/refusal.js';
import type {ServiceConfiguration, ServiceId} from '../../ipvs/service.js';

/** Some services with their servers, as they are now; those that are not there are left out. */
export async function readEntries(
  ipvs: Pick<Ipvs, 'service' | 'destinationConfigurations'>,
  ids: Iterable<ServiceId>,
): Promise<FollowedTable> {
  const entries: DesiredEntry[] = [];
  for (const id of ids) {
    const service = await serviceIfThere(ipvs, id);
    if (service) entries.push({service, destinations: await ipvs.destinationConfigurations(id)});
  }
  return new FollowedTable(entries);
}

async function serviceIfThere(ipvs: Pick<Ipvs, 'service'>, id: ServiceId): Promise<ServiceConfiguration | undefined> {
  try {
    const {statistics: _, ...service} = await ipvs.service(id);
    return service;
  } catch (error) {
    if (isRefusal(error) && error.errno === errnoNumber('ESRCH')) return undefined;
    throw error;
  }
}
