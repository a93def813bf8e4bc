import type {VrrpInstance} from '../../../config/keepalived/vrrp/vrrp-configuration.js';
import type {PairOf} from '../../pair-of.js';
import type {KeepalivedSubject} from '../keepalived-subject.js';

/** An instance as both routers have it. */
export interface MatchedInstance {
  readonly one: VrrpInstance;
  readonly other: VrrpInstance;
}

/** Instances of one name; else of one number and family. Each is matched once. */
export function matchedInstances({one, other}: PairOf<KeepalivedSubject>): readonly MatchedInstance[] {
  const left = new Set(other.config.vrrp.instances);
  const found: MatchedInstance[] = [];
  const unmatched: VrrpInstance[] = [];
  const take = (mine: VrrpInstance, theirs: VrrpInstance | undefined) => {
    if (!theirs) return unmatched.push(mine);
    left.delete(theirs);
    return found.push({one: mine, other: theirs});
  };
  for (const mine of one.config.vrrp.instances)
    take(
      mine,
      [...left].find(({name}) => name === mine.name),
    );
  for (const mine of unmatched.splice(0))
    take(
      mine,
      [...left].find(({virtualRouterId, family}) => virtualRouterId === mine.virtualRouterId && family === mine.family),
    );
  return found;
}
