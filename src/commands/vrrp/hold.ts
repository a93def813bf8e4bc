import {defineCommand, type Values} from '../command.js';
import {choice, duration, flag, instance, name, text} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {managerOptions, peerOption} from './options.js';

const options = {
  as: {
    kind: choice('backup', 'master'),
    describe: 'what this host is kept as, whatever the protocol would do; master only by a director of lvsctl',
  },
  reason: {kind: text, describe: 'why, for whoever finds it held'},
  expires: {kind: duration, describe: 'it ends by itself after so long, such as 2h (default: until it is released)'},
  owner: {kind: name('NAME'), describe: 'who wants it (default: whoever is at the terminal)'},
  'dry-run': {kind: flag, describe: 'show what would be done, and what speaks against it'},
  force: {
    kind: flag,
    describe: 'do it although nobody is known who would take over, somebody else holds it, or something is wrong',
  },
  peer: peerOption,
  yes: {kind: flag, describe: "have systemd end a hold of keepalived's; a director ends its own"},
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table), see lvsctl help output',
  },
  ...managerOptions,
} as const;

export type HoldOptions = Values<typeof options>;

export const vrrpHold = defineCommand({
  name: 'vrrp hold',
  summary: 'keep this host backup or master of a virtual router or sync group until it is released',
  brief: 'keep this host master or backup until released',
  words: {
    name: 'TARGET',
    usage: 'TARGET',
    kind: instance,
    describe: 'the instance or sync group; a member of a sync group holds all of it',
  },
  options,
  endsInOrder: true,
  seeAlso: ['vrrp release', 'vrrp holds', 'ha'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'something with a reason'),
  remote: true,
  examples: [
    ['lvsctl vrrp hold VI_1 --as backup --reason "new kernel" --expires 2h', 'the other is master meanwhile'],
    ['lvsctl vrrp hold VI_1 --as master', 'then lvsctl vrrp release VI_1'],
  ],
  run: async (...asked) => (await import('./hold-run.js')).runHold(...asked),
});
