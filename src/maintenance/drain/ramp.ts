import {formatServiceId} from '../../ipvs/service-text.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {Milliseconds} from '../milliseconds.js';
import type {DrainedDestination} from './drain-record.js';

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

/** ldirectord gives the whole weight at its next check once its maintenance file is gone: no step would last. */
export function canRise({way}: Pick<DrainedDestination, 'way'>): boolean {
  return way?.type !== 'folder';
}

/** What of a slow start is none, in a sentence each. */
export function rampNotes(destinations: readonly DrainedDestination[], duration: Milliseconds): readonly string[] {
  if (rampSteps(duration).length < 2) return [];
  return destinations
    .filter(one => !canRise(one))
    .map(
      ({service, destination, owner}) =>
        `${formatEndpoint(destination)} of ${formatServiceId(service)} gets its whole weight at once: ${owner} gives it at its next check, so there is no slow start`,
    );
}
