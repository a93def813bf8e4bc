import type {Milliseconds} from '../milliseconds.js';

/** A step of a slow start. */
export interface RampStep {
  /** After the beginning. */
  readonly after: Milliseconds;
  /** Of the weight, above 0 to 1. */
  readonly share: number;
}

const mostSteps = 10;
const leastPause = 1000;

/** Equal steps, at most ten and a second or more apart; the first at once, the whole weight at the end. */
export function rampSteps(duration: Milliseconds): readonly RampStep[] {
  const steps = Math.min(mostSteps, Math.floor(duration / leastPause) + 1);
  if (steps < 2) return [{after: 0, share: 1}];
  return Array.from({length: steps}, (_, i) => ({after: (i * duration) / (steps - 1), share: (i + 1) / steps}));
}

/** Of a weight above 0 never 0: that would be drained. */
export function rampedWeight(weight: number, {share}: RampStep): number {
  return weight === 0 ? 0 : Math.max(1, Math.round(weight * share));
}
