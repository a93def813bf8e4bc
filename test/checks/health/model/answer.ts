import type {Check} from '../../../../src/checks/check.js';
import type {Advice, Verdict} from '../../../../src/checks/probe/verdict.js';
import type {Chance} from '../../../parity/seed.js';

/** What a check finds out, by the mood that its server is in. */
export function answer(dice: Chance, check: Check, mood: string): Verdict {
  const latency = 1 + dice.below(300);
  const kind = mood === 'any' ? dice.pick(['good', 'bad', 'silent', 'undecided']) : mood;
  switch (dice.happens(0.03) ? 'undecided' : kind) {
    case 'good': {
      const advice = adviceOf(dice, check);
      return {type: 'up', words: 'it works', latency, ...(advice && {advice})};
    }
    case 'undecided':
      return {type: 'undecided', words: 'no descriptor is left', latency};
    case 'silent':
      return {type: 'down', layer: dice.pick(['L3', 'L4']), words: 'no answer', latency: 1000, isSilence: true};
    default:
      return {type: 'down', layer: dice.pick(['L4', 'L7']), words: 'refused', latency, isSilence: false};
  }
}

function adviceOf(dice: Chance, {probe}: Check): Advice | undefined {
  if (probe.type === 'command') return {type: 'weight', weight: dice.pick([undefined, undefined, 0, 3, 9])};
  if (probe.type !== 'agent' || dice.happens(0.5)) return undefined;
  return {
    type: 'agent',
    percent: dice.pick([undefined, 100, 50, 0]),
    admin: dice.pick([undefined, 'ready', 'ready', 'drain']),
    operation: dice.pick([undefined, 'up', 'up', 'stopped']),
    reason: undefined,
  };
}
