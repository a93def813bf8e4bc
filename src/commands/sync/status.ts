import {defineCommand, type Values} from '../command.js';
import {choice, file, flag} from '../kinds.js';
import {outputOption} from './output-option.js';

const options = {
  peer: {
    kind: file,
    describe: 'what lvsctl sync status -o json printed on the other director: a file, for the coverage',
  },
  compat: {kind: flag, describe: "print LVSSyncDaemonSwap's lines, with its exit status: 3 running, 0 stopped"},
  output: outputOption,
} as const;

export type SyncStatusOptions = Values<typeof options>;

export const syncStatus = defineCommand({
  name: 'sync status',
  summary: 'show the daemons of connection synchronization, and what of the connections was synchronized',
  brief: 'the sync daemons, and what they have told',
  words: {
    name: 'DAEMON',
    usage: '[DAEMON]',
    kind: choice('master', 'backup'),
    describe: 'which of them, with --compat',
  },
  options,
  seeAlso: ['sync', 'sync start'],
  remote: true,
  examples: [
    ['lvsctl sync status', 'daemons, and connections by service: of this director, and received'],
    ['lvsctl sync status --peer <(ssh lvs2 lvsctl sync status -o json)', 'how much of them the other director has'],
    ['lvsctl sync status --compat master', 'for a script that was written for LVSSyncDaemonSwap'],
  ],
  run: async (...asked) => (await import('./sync-status-run.js')).runSyncStatus(...asked),
});
