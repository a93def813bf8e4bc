import {defineCommand, type Values} from '../command.js';
import {choice, duration, file, flag, instance, name} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {managerOptions, peerOption} from './options.js';

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe:
      'how to print (default table; wide adds the evidence); json and yaml are for scripts, see lvsctl help output',
  },
  watch: {kind: flag, describe: 'print again at every change until Ctrl-C; with json, one line each'},
  wait: {kind: duration, describe: 'listen for so long (default: until a master would have been heard)'},
  ask: {kind: flag, describe: 'signal keepalived to write its state to a file, and read it'},
  log: {kind: file, describe: "keepalived's log, for since when and why: a file, or journal for systemd's"},
  probe: {
    kind: flag,
    describe: 'ask the network (ARP, neighbour discovery) who has the addresses, and for the default gateways',
  },
  peer: peerOption,
  ignore: {kind: name('CODE,...'), describe: 'findings to leave out: their codes, separated by commas'},
  ...managerOptions,
} as const;

export type VrrpOptions = Values<typeof options>;

export const vrrp = defineCommand({
  name: 'vrrp',
  summary: 'who is master of the virtual routers, since when and why, and what is wrong',
  brief: 'who is master, since when and why; what is wrong',
  words: {name: 'INSTANCE', kind: instance, describe: 'only these, with their evidence'},
  options,
  seeAlso: ['ha', 'vrrp switch', 'director state'],
  remote: ({peer}) => (peer !== undefined ? 'changes' : 'reads'),
  examples: [
    ['lvsctl vrrp', 'listens for one advertisement interval; exit status 1 if something is wrong'],
    ['lvsctl vrrp VI_1 --wait 4s', 'with all evidence, and sure of silence'],
    ['lvsctl vrrp --watch -o json', 'a document a line, at every change'],
  ],
  run: async (...asked) => (await import('./vrrp-run.js')).runVrrp(...asked),
});
