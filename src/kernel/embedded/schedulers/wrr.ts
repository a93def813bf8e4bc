import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import {behind, commonDivisor, largestWeight} from './choices.js';
import type {SchedulerMemory} from './memory.js';
import type {Scheduler} from './scheduler.js';

type Weights = Extract<SchedulerMemory, {type: 'weights'}>;

/**
 * Weighted round-robin (ip_vs_wrr.c): rounds that ask for the largest weight, then for a common divisor less each
 * time, down to 1; who has the weight is chosen in that round.
 */
export const wrr: Scheduler = {
  name: 'wrr',
  begin(service) {
    const {step, maximum} = measure(service);
    return {type: 'weights', last: undefined, current: maximum, maximum, step};
  },
  changed(service) {
    const {memory} = service;
    if (memory.type !== 'weights') return;
    Object.assign(memory, measure(service), {last: undefined});
    if (memory.current > memory.maximum || memory.current === 0) memory.current = memory.maximum;
    else if (memory.step > 1) memory.current = Math.trunc(memory.current / memory.step) * memory.step + 1;
  },
  choose(service) {
    const {memory} = service;
    if (memory.type !== 'weights' || memory.maximum === 0) return undefined;
    const chosen = walk(service, memory);
    if (chosen) memory.last = chosen;
    return chosen;
  },
};

function measure(service: ServiceEntry): Pick<Weights, 'maximum' | 'step'> {
  const weightOf = ({weight}: DestinationEntry) => weight;
  const step = commonDivisor(service, weightOf) || 1;
  return {step, maximum: largestWeight(service, weightOf) - (step - 1)};
}

/** Ends when every destination has been looked at with the least weight asked for, which is 1. */
function walk(service: ServiceEntry, memory: Weights): DestinationEntry | undefined {
  const {last} = memory;
  let from = last;
  let stop: DestinationEntry | undefined;
  let isLastPass = false;
  let hasRestarted = false;
  for (;;) {
    for (const destination of behind(service, from)) {
      if (!destination.isOverloaded && destination.weight >= memory.current) return destination;
      if (destination === stop) return undefined;
    }
    from = undefined;
    memory.current -= memory.step;
    if (memory.current <= 0) {
      memory.current = memory.maximum;
      if (isLastPass || !last) {
        memory.last = undefined;
        return undefined;
      }
      hasRestarted = true;
    }
    isLastPass = memory.current <= memory.step;
    if (isLastPass && hasRestarted && last) stop = last; // behind it, all have been asked for 1 already
  }
}
