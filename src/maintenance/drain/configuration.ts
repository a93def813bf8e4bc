import type {DestinationConfiguration} from '../../ipvs/destination.js';
import type {ServiceConfiguration} from '../../ipvs/service.js';

/** Without what the kernel counts. */
export function configurationOf(destination: DestinationConfiguration): DestinationConfiguration {
  const {address, port, forwarding, weight, upperThreshold, lowerThreshold, tunnel} = destination;
  return {address, port, forwarding, weight, upperThreshold, lowerThreshold, tunnel};
}

/** A service as it is set, with other flags. */
export function withFlags(service: ServiceConfiguration, flags: number): ServiceConfiguration {
  const {id, scheduler, timeout, netmask, persistenceEngine} = service;
  return {id, scheduler, flags, timeout, netmask, persistenceEngine};
}
