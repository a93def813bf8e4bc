import type {Hold} from './hold.js';

/** `the hold of VI_1 as backup by alice: new disk`. Text from outside. */
export function holdWords({target, as, owner, reason}: Pick<Hold, 'target' | 'as' | 'owner' | 'reason'>): string {
  const by = owner === undefined ? '' : ` by ${owner}`;
  return `the hold of ${target} as ${as}${by}${reason === undefined ? '' : `: ${reason}`}`;
}
