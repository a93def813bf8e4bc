import {defineCommand, type Values} from '../command.js';
import {flag} from '../kinds.js';

const options = {
  'leave-table': {kind: flag, describe: 'virtual services stay as they are, whatever the configuration says'},
  'clear-table': {kind: flag, describe: 'virtual services go, whatever the configuration says'},
} as const;

export type DirectorStopOptions = Values<typeof options>;

export const directorStop = defineCommand({
  name: 'director stop',
  summary: 'end the director in order: the others take over, and no address stays here',
  brief: 'end it in order: the others take over',
  options,
  seeAlso: ['director run', 'vrrp switch'],
  changes: () => 'something',
  remote: true,
  examples: [
    ['lvsctl director stop', 'returns when it has ended'],
    ['lvsctl director stop --leave-table', 'the next director takes the table over: no connection notices'],
  ],
  run: async (...asked) => (await import('./director-clients-run.js')).runStop(...asked),
});
