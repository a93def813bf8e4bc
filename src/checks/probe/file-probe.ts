import {Attempt} from './attempt.js';
import {readFileNumber} from './file/read-file-number.js';
import type {FileProbe} from './probe.js';
import type {StartProbe} from './probe-world.js';

/** What the number in a file says now: FILE_CHECK. It changes between two tries, too: watch-file-probe.ts. */
export const startFileProbe: StartProbe<FileProbe> = (probe, world, onVerdict, onStep) => {
  const attempt = new Attempt(world, Number.POSITIVE_INFINITY, onVerdict, onStep);
  const stop = world.watchNumber(probe.path, value => {
    queueMicrotask(() => {
      const meaning = readFileNumber(value, probe);
      if (meaning.type === 'up') attempt.up(meaning.words, meaning.advice);
      else attempt.down('L7', meaning.words);
    });
  });
  attempt.holds(stop);
  return attempt;
};
