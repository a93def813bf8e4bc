import {destinationKey, type DestinationConfiguration} from './destination.js';
import {type ServiceConfiguration, serviceFlag, serviceKey} from './service.js';
import type {Table} from './table.js';

/** A text that is equal for tables with the same services and destinations, configured the same, in whatever order. */
export function tableFingerprint(table: Table): string {
  return table.entries
    .map(
      ({service, destinations}) =>
        `${serviceFingerprint(service)} ${destinations.map(destinationFingerprint).sort().join(' ')}`,
    )
    .sort()
    .join('\n');
}

/** Equal for services that are configured the same, identity included. */
export function serviceFingerprint(service: ServiceConfiguration): string {
  const {scheduler, flags, timeout, netmask, persistenceEngine} = service;
  return [serviceKey(service.id), scheduler, flags, timeout, netmask, persistenceEngine].join('|');
}

/** As serviceFingerprint, but for the bit that the kernel sets itself. */
export function settingsFingerprint(service: ServiceConfiguration): string {
  return serviceFingerprint({...service, flags: service.flags & ~serviceFlag.hashed});
}

/** Equal for destinations that are configured the same, identity included. */
export function destinationFingerprint(destination: DestinationConfiguration): string {
  const {forwarding, weight, upperThreshold, lowerThreshold, tunnel} = destination;
  return [
    destinationKey(destination),
    forwarding,
    weight,
    upperThreshold,
    lowerThreshold,
    tunnel.type,
    tunnel.port,
    tunnel.flags,
  ].join('|');
}
