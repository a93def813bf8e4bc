import type {SyncGroup, Tracked, Tracking, VrrpInstance} from './vrrp-configuration.js';

/** Of an address owner (RFC 9568 §5.2.4). */
const ownerPriority = 255;

/**
 * What keepalived 2.2.7 really tracks for an instance itself: weights mean nothing in a sync group without
 * sync_group_tracking_weight, nor with priority 255. checkTracking() of check-instance.ts says so in words.
 */
export function effectiveTracking(
  {tracking, priority}: Pick<VrrpInstance, 'tracking' | 'priority'>,
  group: Pick<SyncGroup, 'hasTrackingWeight'> | undefined,
): Tracking {
  const isGrouped = group !== undefined && !group.hasTrackingWeight;
  if (!isGrouped && priority !== ownerPriority) return tracking;
  const unweighted = tracking.interface.map(one => ({...one, weight: 0}));
  return {
    ...tracking,
    interface: isGrouped ? unweighted : tracking.interface.filter(isFault),
    script: tracking.script.filter(isFault),
    bfd: tracking.bfd.filter(isFault),
    file: tracking.file.flatMap(one => (isFault(one) ? [one] : one.weight === 1 ? [{...one, weight: 0}] : [])),
  };
}

function isFault({weight}: Tracked): boolean {
  return weight === 0;
}
