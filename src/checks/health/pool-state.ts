import type {Milliseconds} from '../milliseconds.js';
import type {PoolSettings} from './settings.js';

export interface PoolState {
  readonly hasQuorum: boolean;
  readonly since: Milliseconds;
  /** Whether the sorry server has the clients. */
  readonly isReplaced: boolean;
}

/**
 * keepalived 2.2.7, update_quorum_state: the quorum comes at quorum + hysteresis and goes below quorum - hysteresis, or
 * when nothing is left. A pool begins without; nothing never is a quorum, even where the quorum is 0.
 * @param count weights of the members that are up, or how many there are, as the settings say
 * @param isConfiguring at the start and at a reload: a sorry server that there was not before is told, too
 * @returns the state, and what is told of it
 */
export function stepPool(
  settings: PoolSettings,
  before: PoolState,
  count: number,
  now: Milliseconds,
  isConfiguring: boolean,
): readonly [PoolState, 'quorum-up' | 'quorum-down' | undefined] {
  const threshold = thresholdOf(settings, before);
  const hasQuorum = count > 0 && count >= threshold;
  const isReplaced = !hasQuorum && settings.sorry !== undefined && !isOff(settings);
  const isChange = hasQuorum !== before.hasQuorum;
  const isNewSorry = isConfiguring && isReplaced && !before.isReplaced;
  if (!isChange && isReplaced === before.isReplaced) return [before, undefined];
  const told = isChange || isNewSorry ? (hasQuorum ? 'quorum-up' : 'quorum-down') : undefined;
  return [{hasQuorum, since: isChange ? now : before.since, isReplaced}, told];
}

/** What the count has to be for the quorum to come, or below which it goes. */
export function thresholdOf({quorum, hysteresis}: PoolSettings, {hasQuorum}: PoolState): number {
  return hasQuorum ? quorum - hysteresis : quorum + hysteresis;
}

/** ldirectord(8), checktype off: neither real servers nor fallback. */
function isOff({members}: PoolSettings): boolean {
  return members.length > 0 && members.every(({isOff: is}) => is);
}
