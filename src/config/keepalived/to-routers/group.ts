import type {GroupSettings} from '../../../vrrp/router/configuration.js';
import type {Node} from '../block-tree.js';
import {type SyncGroup, type Tracking, trackedKinds, type VrrpInstance} from '../vrrp/vrrp-configuration.js';
import {childrenOf} from './lines.js';
import type {Surroundings} from './router.js';
import {findUnsupportedNodes} from './unsupported.js';

/** A sync group with the members that keepalived gives it; undefined without any. */
export function groupOf(
  group: SyncGroup,
  instances: readonly VrrpInstance[],
  tree: readonly Node[],
  {commands, trackables, findings}: Surroundings,
): GroupSettings | undefined {
  const {name, place, notify} = group;
  findUnsupportedNodes(childrenOf(tree, 'vrrp_sync_group', name), 'group', findings);
  const members = [...new Set(group.members)].flatMap(
    member => instances.find(each => each.name === member && each.syncGroup === name) ?? [],
  );
  if (members.length === 0) return undefined;
  const priorities = members.map(({name, priority}) => `${name} ${priority}`);
  if (new Set(members.map(({priority}) => priority)).size > 1)
    findings.warn(place, `members of "${name}" have different priorities: ${priorities.join(', ')}`, {
      keepalived: 'lets each have its own, and moves them together',
      lvsctl: 'does the same',
      advice: 'give them the same: else directors may pull at the group from both sides',
    });
  const hasOwner = members.some(({priority}) => priority === 255);
  return {
    name,
    members: members.map(member => member.name),
    tracking: trackables.settingsOf(hasOwner ? withoutWeights(group.tracking) : group.tracking),
    notify: commands.notifyOf(notify, () => place),
  };
}

/** sync_group_tracking_init() of vrrp.c. */
function withoutWeights(tracking: Tracking): Tracking {
  return Object.fromEntries(
    trackedKinds.map(kind => [kind, tracking[kind].map(one => ({...one, weight: 0}))]),
  ) as unknown as Tracking;
}
