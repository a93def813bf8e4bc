import type {Movable} from '../vrrp/handover/situation.js';
import type {Milliseconds} from '../vrrp/intervals.js';
import type {RouterTruth} from '../vrrp/truth/router-truth.js';
import type {RouterWorld} from './router-world.js';

/** A duplicate master is known after two intervals (docs/findings.md); this much more for jitter. */
const jitter: Milliseconds = 200;
/** Nobody waits longer for rare advertisements. */
const longest: Milliseconds = 5000;

/** Waits until it has been listened for long enough to know whether there are two masters. */
export async function listenEnough(
  world: Pick<RouterWorld, 'after'>,
  live: {read(): Pick<RouterTruth, 'listened'>},
  members: readonly Movable[],
): Promise<void> {
  const interval = Math.max(0, ...members.map(({wanted, view}) => view?.interval ?? wanted.interval));
  const rest = Math.min(longest, 2 * interval + jitter) - live.read().listened;
  if (rest > 0) await new Promise<void>(resolve => void world.after(rest, resolve));
}
