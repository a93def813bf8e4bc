import type {DirectorSituation} from '../../../src/managers/director/director-situation.js';
import {ipv4} from '../../../src/net/address.js';
import type {Movable} from '../../../src/vrrp/handover/situation.js';
import {situation} from '../../vrrp/handover/situations.js';

/** 10.0.0.1 */
export const own = ipv4(0x0a000001);

/** Everything is well, and a director runs them. */
export function now(instances: readonly Movable[], given: Partial<DirectorSituation> = {}): DirectorSituation {
  return {
    ...situation(instances, []),
    manager: 'director',
    held: undefined,
    answers: [],
    faults: [],
    ownAddresses: [own],
    ...given,
  };
}
