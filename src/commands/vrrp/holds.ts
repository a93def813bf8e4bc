import {defineCommand, type Values} from '../command.js';
import {choice} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {managerOptions} from './options.js';

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table), see lvsctl help output',
  },
  ...managerOptions,
} as const;

export type HoldsOptions = Values<typeof options>;

export const vrrpHolds = defineCommand({
  name: 'vrrp holds',
  summary: 'what is held, by whom, why and until when; exit status 1 if one is overdue',
  options,
  seeAlso: ['vrrp hold', 'vrrp release'],
  remote: true,
  examples: [['lvsctl vrrp holds', 'holds that were recorded, and tracked files that are not 0']],
  run: async (...asked) => (await import('./holds-run.js')).runHolds(...asked),
});
