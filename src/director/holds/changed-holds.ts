import type {RouterConfiguration} from '../../vrrp/router/configuration.js';
import type {HoldState} from '../protocol/director-state.js';
import {heldTogether} from './held-together.js';
import {holdWords} from '../../vrrp/truth/hold-words.js';
import {holdsInForce} from './holds-in-force.js';

/**
 * What another configuration makes of the holds there are, a line each: nobody wanted them to end, or to hold more.
 * @param holds the oldest first
 */
export function changedHolds(
  holds: readonly HoldState[],
  before: RouterConfiguration,
  after: RouterConfiguration,
): readonly string[] {
  return holds.flatMap(hold => {
    const [was, is] = [heldBy(hold, holds, before), heldBy(hold, holds, after)];
    const lost = was.filter(name => !is.includes(name));
    const gained = is.filter(name => !was.includes(name));
    if (lost.length > 0 && is.length === 0)
      return [`not in force any more, ${why(hold, holds, after)}`].map(about(hold));
    return [
      ...(lost.length > 0 ? [`${lost.join(', ')} ${are(lost)} not held by it any more`] : []),
      ...(gained.length > 0 ? [`${gained.join(', ')} ${are(gained)} held by it${was.length > 0 ? ' too' : ''}`] : []),
    ].map(about(hold));
  });
}

/** The virtual routers that it holds; none where it is not in force. */
function heldBy(hold: HoldState, holds: readonly HoldState[], configuration: RouterConfiguration): readonly string[] {
  const company = heldTogether(configuration, hold.target);
  return company && holdsInForce(holds, configuration).get(company.name) === hold ? company.routers : [];
}

function why({target}: HoldState, holds: readonly HoldState[], after: RouterConfiguration): string {
  const company = heldTogether(after, target);
  const newer = company && holdsInForce(holds, after).get(company.name);
  return newer
    ? `for ${company.name} has another that is newer, ${holdWords(newer)}`
    : `for nothing is called ${target}: lvsctl vrrp hold holds what is, lvsctl vrrp release ${target} forgets this one`;
}

function about(hold: HoldState): (words: string) => string {
  return words => `${holdWords(hold)}; ${words}`;
}

function are(names: readonly string[]): string {
  return names.length === 1 ? 'is' : 'are';
}
