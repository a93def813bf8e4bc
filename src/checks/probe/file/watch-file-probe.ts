import type {FileProbe} from '../probe.js';
import type {ProbeWorld} from '../probe-world.js';
import type {Verdict} from '../verdict.js';
import {readFileNumber} from './read-file-number.js';

/**
 * Tells what a file says whenever that is another thing: a change counts at once, as with keepalived, which polls no files.
 * @param onChange not for what it says now: that is startFileProbe's
 * @returns what ends it
 */
export function watchFileProbe(probe: FileProbe, world: ProbeWorld, onChange: (verdict: Verdict) => void): () => void {
  let isFirst = true;
  return world.watchNumber(probe.path, value => {
    if (isFirst) {
      isFirst = false;
      return;
    }
    const meaning = readFileNumber(value, probe);
    onChange(
      meaning.type === 'up'
        ? {...meaning, latency: 0}
        : {type: 'down', layer: 'L7', words: meaning.words, latency: 0, isSilence: false},
    );
  });
}
