import {type CommandContext, defineCommand} from '../command.js';
import {choice, drained, duration, flag} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {onlyTarget} from './drain-target.js';
import {weight} from './weight.js';

export const undrain = defineCommand({
  name: 'undrain',
  summary: 'end a drain: weights and all else as they were before it',
  brief: 'end a drain: everything as it was before',
  endsInOrder: true,
  words: {
    name: 'REAL',
    usage: 'REAL [SERVICE...]',
    kind: drained,
    describe:
      'what lvsctl drains shows, with the services of a drain of some only; of a larger drain also one host of it',
  },
  options: {
    weight: {kind: weight, describe: 'this weight instead of the one there was'},
    ramp: {kind: duration, describe: 'raise the weights in steps over so long; Ctrl-C gives the whole weight at once'},
    'dry-run': {kind: flag, describe: 'show what would be done'},
    force: {kind: flag, describe: 'also over what somebody else has changed or deleted since'},
    'no-journal': {kind: flag, describe: 'do it where nothing can be recorded; first prints what takes it back'},
    output: {
      kind: choice(...outputFormats),
      alias: 'o',
      describe: 'how to print (default table), see lvsctl help output',
    },
  },
  exits: [[1, 'something else stays as somebody has changed it since; --force restores it']],
  seeAlso: ['drain', 'drains'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'something'),
  remote: true,
  examples: [
    ['lvsctl undrain 10.1.0.11', 'exactly as it was'],
    ['lvsctl undrain web1 --ramp 60s', 'a slow start'],
  ],
  async run(given, words, context: CommandContext) {
    const target = onlyTarget(words.length > 1 ? [words.join(' ')] : words);
    const {runUndrain} = await import('./undrain-run.js');
    return runUndrain(target, {command: 'undrain', ...given}, context);
  },
});
