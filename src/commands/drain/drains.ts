import {defineCommand, type Values} from '../command.js';
import {choice} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {numericOption} from '../settings/numeric-option.js';

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table), see lvsctl help output',
  },
  ...numericOption,
} as const;

export type DrainsOptions = Values<typeof options>;

export const drains = defineCommand({
  name: 'drains',
  summary: 'what is drained, by whom, why and until when; exit status 1 if one is overdue or unfinished',
  options,
  seeAlso: ['drain', 'undrain', 'guard'],
  remote: true,
  examples: [['lvsctl drains', 'with the connections that are left now']],
  run: async (...asked) => (await import('./drains-run.js')).runDrains(...asked),
});
