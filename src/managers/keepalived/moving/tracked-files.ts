import {effectiveTracking} from '../../../config/keepalived/vrrp/effective-tracking.js';
import type {
  SyncGroup,
  Tracked,
  VrrpConfiguration,
  VrrpInstance,
} from '../../../config/keepalived/vrrp/vrrp-configuration.js';
import type {TrackedFile} from '../../../vrrp/handover/situation.js';

/** A tracked file as it is configured. */
export type DeclaredFile = Omit<TrackedFile, 'value' | 'problem'>;

/** Every file that moves instances, once for each weight it has somewhere. */
export function trackedFilesOf({instances, syncGroups, trackFiles}: VrrpConfiguration): readonly DeclaredFile[] {
  const found = new Map<string, {file: Omit<DeclaredFile, 'instances'>; moved: Set<string>}>();
  const note = (tracked: Tracked, weight: number | undefined, moved: readonly string[]) => {
    const declared = trackFiles.find(({name}) => name === tracked.name);
    if (!declared || weight === undefined) return;
    const key = `${declared.name} ${weight === 0 ? 'fault' : 'weight'}`;
    const entry = found.get(key) ?? {file: {name: declared.name, path: declared.file, weight}, moved: new Set()};
    for (const name of moved) entry.moved.add(name);
    found.set(key, entry);
  };
  for (const instance of instances) {
    const group = syncGroups.find(({name}) => name === instance.syncGroup);
    for (const tracked of effectiveTracking(instance, group).file) {
      const weight = signedWeight(tracked);
      const moved = group && weight === 0 ? membersOf(group, instances) : [instance.name];
      note(tracked, weight, moved);
    }
  }
  for (const group of syncGroups)
    for (const tracked of group.tracking.file) note(tracked, signedWeight(tracked), membersOf(group, instances));
  const order = instances.map(({name}) => name);
  return [...found.values()].map(({file, moved}) => ({...file, instances: order.filter(name => moved.has(name))}));
}

function membersOf({name}: SyncGroup, instances: readonly VrrpInstance[]): readonly string[] {
  return instances.filter(({syncGroup}) => syncGroup === name).map(instance => instance.name);
}

/** A fault that is reversed is one while the file is 0: no use for a hold. */
function signedWeight({weight, isReversed}: Tracked): number | undefined {
  if (weight === 0) return isReversed ? undefined : 0;
  return isReversed ? -weight : weight;
}
