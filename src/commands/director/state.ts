import {defineCommand, type Values} from '../command.js';
import {choice} from '../kinds.js';
import {outputFormats} from '../output/structured.js';

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table), see lvsctl help output',
  },
} as const;

export type DirectorStateOptions = Values<typeof options>;

export const directorState = defineCommand({
  name: 'director state',
  summary:
    'what the director says of itself: processes, configuration, virtual routers; exit status 1 if something is wrong',
  options,
  seeAlso: ['vrrp', 'checks'],
  remote: true,
  examples: [
    ['lvsctl director state', 'in short; lvsctl vrrp compares it with what is heard'],
    ['lvsctl director state -o json', 'all of it, for a script'],
  ],
  run: async (...asked) => (await import('./director-clients-run.js')).runState(...asked),
});
