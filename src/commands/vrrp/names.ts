import type {InstanceIdentity, InstanceView} from '../../vrrp/findings/instance-view.js';

/** MASTER; STALE; with the confidence where it is not confirmed, and with who holds it so. */
export function stateName({state, isStale, confidence}: InstanceView, held?: string): string {
  const name = isStale ? 'STALE' : state.toUpperCase();
  const isSure = confidence === 'confirmed' || (state === 'unknown' && !isStale);
  const more = [...(isSure ? [] : [confidence]), ...(held === undefined ? [] : [held])];
  return more.length === 0 ? name : `${name} (${more.join(', ')})`;
}

/** As it is configured; what is only heard has its place instead. */
export function instanceName({name, interface: link, virtualRouter, family}: InstanceIdentity): string {
  return name ?? `(${link}/${virtualRouter}${family === 'ipv6' ? '/ipv6' : ''})`;
}
