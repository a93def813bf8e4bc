import {isSameAddress} from '../net/address.js';
import type {DestinationConfiguration} from './destination.js';
import {type ServiceConfiguration, serviceFlag} from './service.js';

/** Whether the same service is set the same, but for the bit that the kernel sets itself. As settingsFingerprint, and without a text. */
export function isSameSetting(a: ServiceConfiguration, b: ServiceConfiguration): boolean {
  return (
    a.scheduler === b.scheduler &&
    ((a.flags ^ b.flags) & ~serviceFlag.hashed) === 0 &&
    a.timeout === b.timeout &&
    a.netmask === b.netmask &&
    a.persistenceEngine === b.persistenceEngine
  );
}

/** Whether they are the same destination and set the same. As destinationFingerprint, and without a text. */
export function isSameDestination(a: DestinationConfiguration, b: DestinationConfiguration): boolean {
  return (
    a.port === b.port &&
    a.weight === b.weight &&
    a.forwarding === b.forwarding &&
    a.upperThreshold === b.upperThreshold &&
    a.lowerThreshold === b.lowerThreshold &&
    a.tunnel.type === b.tunnel.type &&
    a.tunnel.port === b.tunnel.port &&
    a.tunnel.flags === b.tunnel.flags &&
    isSameAddress(a.address, b.address)
  );
}

/** Whether all of them are the same, in the same order. */
export function areSameDestinations(
  a: readonly DestinationConfiguration[],
  b: readonly DestinationConfiguration[],
): boolean {
  return a.length === b.length && a.every((one, i) => isSameDestination(one, b[i] as DestinationConfiguration));
}
