import type {Milliseconds} from '../intervals.js';
import {enter} from './entering.js';
import type {Circumstances, Fault, RouterEvent, Rules, Step} from './router.js';

/** Not in the RFC, where a router whose interface is down has had its shutdown event. */
export function stepFault(
  rules: Rules,
  circumstances: Circumstances,
  router: Fault,
  event: RouterEvent,
  now: Milliseconds,
): Step {
  switch (event.type) {
    case 'circumstances':
      return circumstances.faults.length > 0 ? [router, []] : enter(rules, circumstances, {type: 'recovered'}, now);
    case 'shutdown':
      return [{state: 'initialize'}, [{type: 'entered', state: 'initialize', cause: {type: 'shutdown'}}]];
    case 'startup':
    case 'advertisement':
    case 'clock':
    case 'stalled':
    case 'expect':
    case 'hand-over':
    case 'take-over':
    case 'give-up':
      return [router, []];
  }
}
