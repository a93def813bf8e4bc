import {defineCommand, type Values} from '../command.js';
import {choice, flag, instance} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {managerOptions} from './options.js';

const options = {
  'dry-run': {kind: flag, describe: 'show what would be done'},
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table), see lvsctl help output',
  },
  ...managerOptions,
} as const;

export type ReleaseOptions = Values<typeof options>;

export const vrrpRelease = defineCommand({
  name: 'vrrp release',
  summary: 'end a hold, so that this host may be master again',
  brief: 'end a hold: the protocol decides again',
  words: {name: 'TARGET', usage: 'TARGET', kind: instance, describe: 'what is held: lvsctl vrrp holds'},
  options,
  endsInOrder: true,
  seeAlso: ['vrrp holds', 'vrrp hold'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'something'),
  remote: true,
  examples: [['lvsctl vrrp release VI_1', 'and wait until it is master again, where it preempts']],
  run: async (...asked) => (await import('./switch-run.js')).runRelease(...asked),
});
