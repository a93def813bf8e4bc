import {chance, isSoak, seedOfRun} from '../parity/seed.js';
import type {DaemonKind} from './daemon.js';
import type {Director} from './director.js';
import type {NetworkSettings} from './network.js';
import {type Chapter, story} from './story.js';
import type {Network} from './network.js';

/** What hosts a and b run. */
export type Pairing = readonly [DaemonKind, DaemonKind];

/** Every pairing in which a director of ours is. */
const ownPairings: readonly Pairing[] = [
  ['ours', 'keepalived'],
  ['keepalived', 'ours'],
  ['ours', 'ours'],
];

const seed = seedOfRun();
let told = 0;

/**
 * A story with keepalived on both of the first two hosts, and again with a director of ours on one or both of them: with
 * every pairing where LVSCTL_SOAK=1, else with one, which LVSCTL_SEED chooses.
 */
export function pairedStory(
  name: string,
  settings: Omit<NetworkSettings, 'daemons'>,
  tell: (network: Network, chapter: Chapter, ...directors: Director[]) => Promise<void>,
): void {
  const chosen = isSoak() ? ownPairings : [chance(seed + told++).pick(ownPairings)];
  story(name, settings, tell);
  for (const daemons of chosen)
    story(`${name}: ${daemons.join(' and ')} (LVSCTL_SEED=${seed})`, {...settings, daemons}, tell);
}
