import {defineCommand, type Values} from '../command.js';
import {choice, duration, flag, instance, name, text} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {managerOptions, peerOption} from './options.js';
import {role} from './role-kind.js';

const options = {
  to: {
    kind: role,
    describe:
      'what this host is to be; or the address of the peer that is to be master: a director of lvsctl hands over to it',
  },
  via: {
    kind: choice('auto', 'file', 'reload', 'stop'),
    describe: 'how: auto is a tracked file and nothing else; stop ends the daemon, and needs --yes',
  },
  file: {kind: name('NAME'), describe: 'the tracked file to use, by its name in the configuration'},
  hold: {kind: duration, describe: 'keep it so for this long, such as 30m'},
  reason: {kind: text, describe: 'why, for whoever finds it held'},
  'dry-run': {kind: flag, describe: 'show what would be done, and what speaks against it'},
  force: {
    kind: flag,
    describe: 'do it although nobody is known who would take over, somebody else holds it, or something is wrong',
  },
  peer: peerOption,
  yes: {kind: flag, describe: 'stop the daemon (--via stop), have systemd end the hold (--hold)'},
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table), see lvsctl help output',
  },
  ...managerOptions,
} as const;

export type SwitchOptions = Values<typeof options>;

export const vrrpSwitch = defineCommand({
  name: 'vrrp switch',
  summary: 'make this host backup or master of a virtual router, or of a whole sync group',
  brief: 'make this host master or backup',
  words: {
    name: 'TARGET',
    usage: 'TARGET',
    kind: instance,
    describe: 'the instance or sync group; a member of a sync group moves all of it',
  },
  options,
  endsInOrder: true,
  seeAlso: ['vrrp hold', 'vrrp release', 'vrrp prepare', 'ha'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'something with a reason'),
  remote: true,
  examples: [
    ['lvsctl vrrp switch VI_1 --to backup --dry-run', 'who would take over, and how long it would take'],
    ['lvsctl vrrp switch VI_1 --to backup --hold 30m --reason "new kernel"', 'then lvsctl vrrp release VI_1'],
    ['lvsctl vrrp switch VI_1 --to 10.0.0.2', 'to this peer, which agrees first if it is a director of lvsctl'],
  ],
  run: async (...asked) => (await import('./switch-run.js')).runSwitch(...asked),
});
