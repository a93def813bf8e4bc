import {defineCommand, type Values} from '../command.js';
import {flag} from '../kinds.js';
import {
  daemon,
  interfaceName,
  multicastGroup,
  multicastPort,
  syncId,
  syncMessageLength,
  timeToLive,
} from './daemon-kinds.js';
import {outputOption} from './output-option.js';

const options = {
  interface: {kind: interfaceName, alias: 'mcast-interface', describe: 'where the multicasts leave and enter (needed)'},
  syncid: {kind: syncId, describe: 'which director it belongs to: a backup takes only those of its own, 0 takes all'},
  'mcast-group': {kind: multicastGroup, describe: 'group of the multicasts (default 224.0.0.81)'},
  'mcast-port': {kind: multicastPort, describe: 'UDP port (default 8848)'},
  'mcast-ttl': {kind: timeToLive, describe: 'how many routers they may pass, plus one (default 1)'},
  'sync-maxlen': {kind: syncMessageLength, alias: 'maxlen', describe: 'largest message (default: as the MTU allows)'},
  'dry-run': {kind: flag, describe: 'print the ipvsadm commands, and change nothing'},
  output: outputOption,
} as const;

export type SyncStartOptions = Values<typeof options>;

export const syncStart = defineCommand({
  name: 'sync start',
  summary: 'start to tell another director of the connections, or to listen to one',
  brief: 'tell another director of connections, or listen',
  words: {name: 'DAEMON', usage: 'DAEMON', kind: daemon, describe: 'master sends, backup receives, both do both'},
  options,
  endsInOrder: true,
  seeAlso: ['sync', 'sync status', 'sync stop'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'something'),
  remote: true,
  examples: [
    ['lvsctl sync start both --interface eth1 --syncid 1', 'a director of a pair in which either may be master'],
    ['lvsctl sync start backup --interface eth1 --dry-run', 'what would be done'],
  ],
  run: async (...asked) => (await import('./sync-change-run.js')).runSyncStart(...asked),
});
