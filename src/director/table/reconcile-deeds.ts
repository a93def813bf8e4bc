import {type DestinationConfiguration, destinationKey} from '../../ipvs/destination.js';
import {serviceKey} from '../../ipvs/service.js';
import type {ByHand, Deed, ServiceDeeds} from './by-hand.js';
import type {KnownTable} from './known-table.js';
import {configuredOf, type PlacedService} from './pool-places.js';

/**
 * Takes over what operators had done before this process began, as far as the kernel bears it out: they may have gone
 * on meanwhile. NB: of a server that was down then, and is not in the table, it stands.
 */
export function reconcileDeeds(
  kept: readonly ServiceDeeds[],
  placedOf: (service: string) => PlacedService | undefined,
  known: KnownTable,
  byHand: ByHand,
): void {
  for (const {service, settings, deeds} of kept) {
    const placed = placedOf(serviceKey(service));
    if (!placed) continue;
    if (settings) byHand.set(service, settings);
    const now = known.entry(placed.key)?.destinations;
    for (const deed of deeds) {
      const key = destinationKey(deed.destination);
      const place = placed.places.get(key);
      if (!place) continue;
      const has = now?.get(key);
      const configured = configuredOf(place);
      if (isAsLeft(deed, has)) byHand.put(service, deed);
      else if (has && has.weight !== configured.weight)
        byHand.put(service, {type: deed.type === 'put-in' ? 'put-in' : 'set', destination: has});
    }
  }
}

function isAsLeft(deed: Deed, has: DestinationConfiguration | undefined): boolean {
  if (deed.type === 'removed') return !has;
  return !has || deed.leavesWeight === true || has.weight === deed.destination.weight || has.weight === 0;
}
