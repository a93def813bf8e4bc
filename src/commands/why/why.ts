import {defineCommand, type Values} from '../command.js';
import {sourceOptions} from '../checks/options.js';
import {choice, flag, name} from '../kinds.js';
import {numericOption} from '../settings/numeric-option.js';
import {managerOptions} from '../vrrp/options.js';

const options = {
  output: {
    kind: choice('table', 'json', 'yaml'),
    alias: 'o',
    describe: 'how to print (default table, a page); json and yaml are for scripts, see lvsctl help output',
  },
  ask: {
    kind: flag,
    describe: 'signal keepalived to write what it knows to files, and read them: nothing is signalled without',
  },
  'no-wait': {kind: flag, describe: 'do not listen for advertisements: who is master elsewhere stays unknown'},
  ...numericOption,
  ...managerOptions,
  ...sourceOptions,
} as const;

export type WhyOptions = Values<typeof options>;

export const why = defineCommand({
  name: 'why',
  summary: 'one page about a virtual service, an address or a real server: does it serve, why not, and what to do next',
  brief: 'does it serve, why not, and what to do next',
  words: {
    name: 'WHAT',
    usage: 'VIP[:PORT]|SERVICE|REAL[:PORT]',
    kind: name('VIP[:PORT]|SERVICE|REAL[:PORT]', 'service or server'),
    describe:
      'a service as lvsctl list names it, its address, or a real server by address or host name; names of the settings too',
  },
  options,
  about: [
    'It puts together what the table, the drains, whoever checks, whoever holds the addresses, and the journal know. The answer comes first, in one sentence; then the evidence; at the end the next command. What could not be read is named, and the rest is shown.',
    'Nothing is changed, and no daemon is signalled unless --ask is given. It listens for one interval of advertisements where the address belongs to a virtual router.',
  ],
  exits: [
    [0, 'all is well'],
    [1, 'something is wrong'],
    [2, 'wrong words, no access, or no such thing'],
  ],
  remote: true,
  seeAlso: ['checks', 'drains', 'vrrp', 'journal', 'doctor'],
  examples: [
    ['lvsctl why 10.0.0.1:80', 'does it serve, with how many servers, and who holds the address'],
    ['lvsctl why 10.1.0.12', 'a real server: in which services it is, and why it has no clients'],
    ['lvsctl why tcp/10.0.0.1:80 --ask', 'with what keepalived tells only when it is signalled (SIGUSR1)'],
    ['lvsctl why 10.0.0.1:80 -o json | jq -r .answer', 'one sentence, for a message'],
  ],
  run: async (...asked) => (await import('./why-run.js')).runWhy(...asked),
});
