import {watchFileProbe} from '../probe/file/watch-file-probe.js';
import type {FileProbe} from '../probe/probe.js';
import type {ProbeWorld} from '../probe/probe-world.js';
import {startProbe} from '../probe/start-probe.js';
import type {Watch} from './watched-tries.js';

/** What a tracked file says, now and whenever that is another thing. */
export function watchedFile(probe: FileProbe, world: ProbeWorld): Watch {
  return onVerdict => {
    const stop = watchFileProbe(probe, world, onVerdict);
    const first = startProbe(probe, world, onVerdict);
    return () => {
      stop();
      first.cancel();
    };
  };
}
