import {defineCommand, type Values} from '../command.js';
import {choice, flag} from '../kinds.js';

const options = {
  origin: {kind: flag, describe: 'say behind each where it stands: file and line, or the variable'},
  output: {kind: choice('yaml', 'json'), alias: 'o', describe: 'how to print (default yaml), see lvsctl help output'},
} as const;

export type ConfigShowOptions = Values<typeof options>;

export const configShow = defineCommand({
  name: 'config show',
  summary: 'the settings of lvsctl itself that count here, and where each comes from',
  brief: 'what is set, and where',
  options,
  tellsSettings: true,
  seeAlso: ['config check', 'config convert'],
  examples: [
    ['lvsctl config show --origin', 'what is set, and in which line of which file'],
    ['LVSCTL_CONFIG=/dev/null lvsctl config show', 'without any file but the policies of /etc'],
  ],
  run: async (...asked) => (await import('./show-settings-run.js')).runConfigShow(...asked),
});
