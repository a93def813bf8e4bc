import type {Change} from '../../ipvs/change.js';
import type {DesiredTable} from '../../ipvs/plan.js';
import {type DrainedDestination, type DrainRecord, placeKey} from './drain-record.js';
import {addedFlags, type Holding, holdings, isInForce} from './in-force.js';
import {configurationOf, withFlags} from './configuration.js';

/** A destination that is drained, and got a weight again. */
export interface PutBack {
  readonly drained: DrainedDestination;
  readonly record: DrainRecord;
  readonly weight: number;
}

/** What puts all drains in force again: flags first, then weight 0 with whatever else the destinations are set to now. */
export function planReapply(
  records: readonly DrainRecord[],
  table: DesiredTable,
  now: {readonly boot: string},
): {readonly changes: readonly Change[]; readonly putBack: readonly PutBack[]} {
  const standing = records.filter(one => isInForce(one, now));
  const held = holdings(standing);
  const added = addedFlags(standing);
  const flags: Change[] = [];
  const servers: Change[] = [];
  const putBack: PutBack[] = [];
  for (const {service, destinations} of table.entries) {
    const back = destinations.filter(one => one.weight > 0 && held.has(placeKey(service.id, one)));
    const missing = added(service) & ~service.flags;
    const isDraining = destinations.some(one => held.has(placeKey(service.id, one)));
    if (missing !== 0 && isDraining)
      flags.push({type: 'edit-service', service: withFlags(service, service.flags | missing)});
    for (const destination of back) {
      servers.push({type: 'edit-server', id: service.id, destination: {...configurationOf(destination), weight: 0}});
      const [{record, drained}] = held.get(placeKey(service.id, destination)) as [Holding];
      putBack.push({record, drained, weight: destination.weight});
    }
  }
  return {changes: [...flags, ...servers], putBack};
}
