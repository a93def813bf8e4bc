import {masterDownInterval, type Milliseconds, skewTime} from '../intervals.js';
import type {HandoverLimits} from './handover.js';
import type {Movable} from './situation.js';

/** What is added to the times of the protocol: a busy host, and packets that wait. */
const margin: Milliseconds = 500;
/** From a write until keepalived has removed the addresses: milliseconds, and a second for 1008 of them. */
const removal: Milliseconds = 3000;
/** keepalived announces with its first advertisement; an interface with many addresses takes a while. */
const announcement: Milliseconds = 1000;

/**
 * How long each stage may take. After priority 0 a backup waits no longer than its skew time (RFC 9568 §6.4.2), which
 * for the lowest priority is almost a second in version 2 and almost an interval in version 3. Whoever comes back
 * with a higher priority waits for its master-down time, as it takes no advertisement of the lower one for an answer.
 */
export function handoverLimits(members: readonly Movable[]): HandoverLimits {
  const longest = (of: (movable: Movable) => Milliseconds) => Math.max(...members.map(of));
  const interval = longest(({wanted, view}) => view?.interval ?? wanted.interval);
  return {
    gone: removal,
    taken: margin + longest(({wanted, view}) => afterPriorityZero(wanted.version, view?.interval ?? wanted.interval)),
    announced: announcement,
    settled: margin + 2 * interval,
    back:
      removal +
      longest(({wanted, preemptDelay}) => preemptDelay + masterDownInterval(wanted.version, 1, wanted.interval)),
  };
}

/** The skew of the lowest priority; where nobody leaves because another is master already, its next advertisement. */
function afterPriorityZero(version: 2 | 3, interval: Milliseconds): Milliseconds {
  return Math.max(skewTime(version, 1, interval), interval);
}

/** How long nobody would have the addresses: the skew of the peer, 0.8 s at priority 50. */
export function expectedOutage(members: readonly Movable[]): Milliseconds {
  return Math.max(
    ...members.map(({wanted, view}) => {
      const heard = view?.peers.find(({priority}) => priority !== undefined)?.priority;
      return skewTime(wanted.version, heard ?? Math.max(1, wanted.priority - 50), view?.interval ?? wanted.interval);
    }),
  );
}
