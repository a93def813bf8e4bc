import {effectiveTracking} from '../../../config/keepalived/vrrp/effective-tracking.js';
import type {
  SyncGroup,
  Tracked,
  VrrpConfiguration,
  VrrpInstance,
} from '../../../config/keepalived/vrrp/vrrp-configuration.js';

/** What moves as one: an instance, or a sync group with all its members. */
export interface SwitchUnit {
  readonly kind: 'vrrp_instance' | 'vrrp_sync_group';
  readonly name: string;
  readonly instances: readonly VrrpInstance[];
  /** A tracked file that moves this unit alone, at once: its name. */
  readonly trackedFile: string | undefined;
}

/** Everything in a configuration that can be moved by itself, in its order. */
export function switchUnits({instances, syncGroups}: VrrpConfiguration): SwitchUnit[] {
  const memberOf = (instance: VrrpInstance) => syncGroups.find(({members}) => members.includes(instance.name));
  const units = [
    ...syncGroups.map(group => ({group, instances: instances.filter(one => memberOf(one) === group)})),
    ...instances.filter(one => !memberOf(one)).map(one => ({group: undefined, instances: [one]})),
  ].filter(({instances}) => instances.length > 0);
  const files = units.map(({group, instances}) => filesOf(group, instances));
  return units.map(({group, instances}, i) => ({
    kind: group ? 'vrrp_sync_group' : 'vrrp_instance',
    name: group?.name ?? (instances[0] as VrrpInstance).name,
    instances,
    trackedFile: files[i]?.find(
      file => isFault(file) && !files.some((others, j) => j !== i && others.some(({name}) => name === file.name)),
    )?.name,
  }));
}

function filesOf(group: SyncGroup | undefined, instances: readonly VrrpInstance[]): Tracked[] {
  return [...(group?.tracking.file ?? []), ...instances.flatMap(one => effectiveTracking(one, group).file)];
}

function isFault({weight, isReversed}: Tracked): boolean {
  return weight === 0 && !isReversed;
}
