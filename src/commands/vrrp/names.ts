import type {InstanceIdentity, InstanceView} from '../../vrrp/findings/instance-view.js';

/** MASTER; STALE; with the confidence where it is not confirmed. */
export function stateName({state, isStale, confidence}: InstanceView): string {
  const name = isStale ? 'STALE' : state.toUpperCase();
  return confidence === 'confirmed' || (state === 'unknown' && !isStale) ? name : `${name} (${confidence})`;
}

/** As it is configured; what is only heard has its place instead. */
export function instanceName({name, interface: link, virtualRouter, family}: InstanceIdentity): string {
  return name ?? `(${link}/${virtualRouter}${family === 'ipv6' ? '/ipv6' : ''})`;
}
