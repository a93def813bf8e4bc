import type {ProbeWorld, RunningProbe, StartProbe} from './probe-world.js';
import type {ProbeStep, Verdict} from './verdict.js';

/**
 * Tries a probe whose code has to be loaded first. The time of the try begins when it is there. What cannot even be begun,
 * such as a program for which there is no memory, is undecided.
 */
export function startLater<P>(
  load: () => Promise<StartProbe<P>>,
  probe: P,
  world: ProbeWorld,
  onVerdict: (verdict: Verdict) => void,
  onStep: ((step: ProbeStep) => void) | undefined,
): RunningProbe {
  let running: RunningProbe | undefined;
  let isOver = false;
  const settle = (verdict: Verdict) => {
    if (isOver) return;
    isOver = true;
    onVerdict(verdict);
  };
  const begin = async () => {
    try {
      const start = await load();
      if (!isOver) running = start(probe, world, settle, onStep);
    } catch (error) {
      settle({type: 'undecided', words: `the check cannot be begun: ${(error as Error).message}`, latency: 0});
    }
  };
  void begin();
  return {
    cancel() {
      isOver = true;
      running?.cancel();
    },
  };
}
