import {defineCommand, type Values} from '../command.js';
import {choice, file} from '../kinds.js';
import {outputFormats} from '../output/structured.js';

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table), see lvsctl help output',
  },
} as const;

export type ConfigCheckOptions = Values<typeof options>;

export const configCheck = defineCommand({
  name: 'config check',
  summary: 'what is wrong with the settings of lvsctl itself, with line and column; exit status 1 if anything is',
  brief: 'what is wrong with the settings, with line and column',
  words: {
    name: 'FILE',
    usage: '[FILE]',
    kind: file,
    describe: 'only this file, as if it were /etc/lvsctl/config.yaml; without, all that count here',
  },
  options,
  tellsSettings: true,
  seeAlso: ['config show', 'config convert'],
  examples: [
    ['lvsctl config check', 'the files that count for whoever asks'],
    ['lvsctl config check new-config.yaml', 'a file before it is copied to /etc/lvsctl/config.yaml'],
  ],
  run: async (...asked) => (await import('./check-settings-run.js')).runConfigCheck(...asked),
});
