import {defineCommand, type Values} from '../command.js';
import {flag} from '../kinds.js';
import {outputOption} from './output-option.js';

const options = {
  'dry-run': {kind: flag, describe: 'print the ipvsadm commands, and change nothing'},
  output: outputOption,
} as const;

export type SyncSwapOptions = Values<typeof options>;

export const syncSwap = defineCommand({
  name: 'sync swap',
  summary: 'make the backup daemon of connection synchronization a master, or the other way round',
  brief: 'make the backup daemon the master, or back',
  options,
  endsInOrder: true,
  seeAlso: ['sync', 'sync status'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'something'),
  remote: true,
  examples: [
    ['lvsctl sync swap', 'after the addresses came here: tell instead of listen, with the same interface and sync id'],
  ],
  run: async (...asked) => (await import('./sync-change-run.js')).runSyncSwap(...asked),
});
