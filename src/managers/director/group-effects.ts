import type {Movable} from '../../vrrp/handover/situation.js';

/** That a member of a sync group takes the others along. */
export function groupEffects(members: readonly Movable[]): readonly string[] {
  const group = members[0]?.wanted.syncGroup;
  return group !== undefined && members.length > 1 ? [`the sync group ${group} moves as a whole`] : [];
}
