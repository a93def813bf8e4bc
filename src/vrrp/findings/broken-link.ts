import type {Network, SeenLink} from '../observer/network.js';
import type {WantedInstance} from './wanted-instance.js';

/** A link that is down, and with it an instance in fault. */
export interface BrokenLink {
  readonly link: SeenLink;
  /** The other member of the sync group that needs it; undefined where the instance itself does. */
  readonly fellow: string | undefined;
}

/** What puts instances in fault: a link of their own, one they track with weight 0, or one that another member of the group needs. */
export function brokenLinksOf(
  wanted: readonly WantedInstance[],
  network: Network,
): ReadonlyMap<WantedInstance, BrokenLink> {
  const down = [...network.links.values()].filter(({link}) => !link.isRunning);
  const broken = new Map<WantedInstance, BrokenLink>();
  if (down.length === 0) return broken;
  const ofGroups = new Map<string, BrokenLink>();
  for (const instance of wanted) {
    const link = down.find(seen => needs(instance, seen));
    if (!link) continue;
    broken.set(instance, {link, fellow: undefined});
    if (instance.syncGroup !== undefined) ofGroups.set(instance.syncGroup, {link, fellow: instance.name});
  }
  for (const instance of wanted) {
    const ofGroup = instance.syncGroup === undefined ? undefined : ofGroups.get(instance.syncGroup);
    if (ofGroup && !broken.has(instance)) broken.set(instance, ofGroup);
  }
  return broken;
}

export function brokenLinkWords({link, fellow}: BrokenLink): string {
  const why = fellow === undefined ? '' : `, which ${fellow} of the same sync group needs`;
  return `the link of ${link.link.name} is down${why}`;
}

function needs({interface: own, tracked}: WantedInstance, {link}: SeenLink): boolean {
  if (link.name === own) return true;
  return tracked.some(
    ({kind, name, weight, isReversed}) => kind === 'interface' && name === link.name && weight === 0 && !isReversed,
  );
}
