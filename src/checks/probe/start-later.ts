import type {ProbeWorld, RunningProbe, StartProbe} from './probe-world.js';
import type {ProbeStep, Verdict} from './verdict.js';

/** Tries a probe whose code has to be loaded first. The time of the try begins when it is there. */
export function startLater<P>(
  load: () => Promise<StartProbe<P>>,
  probe: P,
  world: ProbeWorld,
  onVerdict: (verdict: Verdict) => void,
  onStep: ((step: ProbeStep) => void) | undefined,
): RunningProbe {
  let running: RunningProbe | undefined;
  let isCancelled = false;
  load().then(
    start => {
      if (!isCancelled) running = start(probe, world, onVerdict, onStep);
    },
    (error: Error) => {
      if (!isCancelled)
        onVerdict({type: 'undecided', words: `the check cannot be loaded: ${error.message}`, latency: 0});
    },
  );
  return {
    cancel() {
      isCancelled = true;
      running?.cancel();
    },
  };
}
