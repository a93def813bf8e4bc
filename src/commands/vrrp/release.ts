import {defineCommand, type Values} from '../command.js';
import {choice, flag, word} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {managerOptions} from './options.js';

const options = {
  'dry-run': {kind: flag, describe: 'show what would be done'},
  output: {kind: choice(...outputFormats), alias: 'o', describe: 'how to print (default table), see docs/json.md'},
  ...managerOptions,
} as const;

export type ReleaseOptions = Values<typeof options>;

export const vrrpRelease = defineCommand({
  name: 'vrrp release',
  summary: 'end a hold, so that this host may be master again',
  words: {name: 'TARGET', kind: word, describe: 'what is held: lvsctl vrrp holds'},
  options,
  endsInOrder: true,
  examples: [['lvsctl vrrp release VI_1', 'and wait until it is master again, where it preempts']],
  run: async (...asked) => (await import('./switch-run.js')).runRelease(...asked),
});
