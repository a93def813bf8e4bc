import type {Milliseconds} from '../intervals.js';
import {enter} from './entering.js';
import type {Circumstances, Initialize, RouterEvent, Rules, Step} from './router.js';

/** RFC 9568 §6.4.1 (Initialize). */
export function stepInitialize(
  rules: Rules,
  circumstances: Circumstances,
  router: Initialize,
  event: RouterEvent,
  now: Milliseconds,
): Step {
  switch (event.type) {
    case 'startup':
      return enter(rules, circumstances, {type: 'startup'}, now);
    case 'shutdown':
    case 'advertisement':
    case 'clock':
    case 'circumstances':
    case 'stalled':
    case 'expect':
    case 'hand-over':
    case 'take-over':
    case 'give-up':
      return [router, []];
  }
}
