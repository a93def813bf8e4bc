import type {KeepalivedSubject} from './keepalived-subject.js';
import type {Tracked, TrackedKind, VrrpInstance} from '../../config/keepalived/vrrp/vrrp-configuration.js';
import {formatAddress} from '../../net/address.js';

/** What an instance tracks by itself and by its sync group, weights as keepalived takes them. */
export function trackedBy(
  {config}: KeepalivedSubject,
  {tracking, syncGroup}: VrrpInstance,
  kind: TrackedKind,
): readonly Tracked[] {
  const group = config.vrrp.syncGroups.find(({name}) => name === syncGroup);
  return group ? [...tracking[kind], ...group.tracking[kind]] : tracking[kind];
}

/** What the priority gains at most by something that is tracked, or loses where that is below 0. */
export function effectOf({weight, isReversed}: Tracked): number {
  return isReversed ? -weight : weight;
}

/** `10.0.0.5/24` for a virtual address; without the length where it is a single address. */
export function addressText({address, prefixLength}: VrrpInstance['addresses'][number]): string {
  const bits = address.family === 'ipv4' ? 32 : 128;
  return prefixLength === bits ? formatAddress(address) : `${formatAddress(address)}/${prefixLength}`;
}

/** Those that are advertised and those that are not. */
export function allAddresses(instance: VrrpInstance): readonly VrrpInstance['addresses'][number][] {
  return [...instance.addresses, ...instance.excludedAddresses];
}
