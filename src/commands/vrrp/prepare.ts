import {defineCommand, type Values} from '../command.js';
import {flag} from '../kinds.js';
import {managerOptions} from './options.js';

const options = {
  apply: {
    kind: flag,
    describe: 'do it: write the files, reload keepalived, and prove that nothing moved, or put it all back',
  },
  events: {
    kind: flag,
    describe: 'a FIFO too, over which keepalived tells lvsctl vrrp of every change; only if it has none',
  },
  undo: {kind: flag, describe: 'remove what prepare added, and nothing else'},
  force: {kind: flag, describe: 'in spite of what speaks against it, where that is only a risk'},
  'keepalived-config': managerOptions['keepalived-config'],
  'keepalived-pid': managerOptions['keepalived-pid'],
} as const;

export type PrepareOptions = Values<typeof options>;

export const prepare = defineCommand({
  name: 'vrrp prepare',
  summary: 'add tracked files to keepalived.conf, so that its virtual routers can be moved in under a second',
  brief: 'add to keepalived.conf what moving needs',
  options,
  endsInOrder: true,
  seeAlso: ['vrrp switch', 'ha'],
  changes: ({apply}) => (apply ? 'something' : 'nothing'),
  examples: [
    ['lvsctl vrrp prepare', 'shows what would be added, and what speaks against it; changes nothing'],
    ['lvsctl vrrp prepare --apply', 'adds it and reloads keepalived, with proof that nothing moved'],
    ['lvsctl vrrp prepare --undo --apply', 'takes it away again'],
  ],
  run: async (...asked) => (await import('./prepare-run.js')).runPrepare(...asked),
});
