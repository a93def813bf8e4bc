import type {Movable} from '../../vrrp/handover/situation.js';

/** That a member of a sync group takes the others along. */
export function groupEffects(members: readonly Movable[]): readonly string[] {
  const group = members[0]?.wanted.syncGroup;
  return group !== undefined && members.length > 1 ? [`the sync group ${group} moves as a whole`] : [];
}

/** What the director holds when it is told to hold one of them: their sync group. */
export function heldName([first]: readonly Movable[], target: string): string {
  return first?.wanted.syncGroup ?? target;
}

/** `G`, or of a member ` with G`. */
export function withGroup(members: readonly Movable[], target: string): string {
  const name = heldName(members, target);
  return name === target ? '' : ` with ${name}`;
}
