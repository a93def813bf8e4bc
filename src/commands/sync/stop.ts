import {defineCommand, type Values} from '../command.js';
import {flag} from '../kinds.js';
import {daemon} from './daemon-kinds.js';
import {outputOption} from './output-option.js';

const options = {
  'dry-run': {kind: flag, describe: 'print the ipvsadm commands, and change nothing'},
  output: outputOption,
} as const;

export type SyncStopOptions = Values<typeof options>;

export const syncStop = defineCommand({
  name: 'sync stop',
  summary: 'stop the daemons of connection synchronization',
  brief: 'stop the sync daemons',
  words: {name: 'DAEMON', usage: 'DAEMON', kind: daemon, describe: 'master, backup or both'},
  options,
  endsInOrder: true,
  seeAlso: ['sync start', 'sync status'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'something'),
  remote: true,
  examples: [['lvsctl sync stop both', 'neither tell of connections nor listen']],
  run: async (...asked) => (await import('./sync-change-run.js')).runSyncStop(...asked),
});
