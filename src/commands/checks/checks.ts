import {defineCommand, type Values} from '../command.js';
import {choice, flag, name} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {numericOption} from '../settings/numeric-option.js';
import {sourceOptions} from './options.js';

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe:
      'how to print (default table; wide adds each check); json and yaml are for scripts, see lvsctl help output',
  },
  failed: {kind: flag, describe: 'only servers that are down'},
  watch: {kind: flag, describe: 'print again at every change until Ctrl-C; with json, one line each'},
  ...numericOption,
  ...sourceOptions,
} as const;

export type ChecksListOptions = Values<typeof options>;

export const checks = defineCommand({
  name: 'checks',
  summary: 'which real servers work, since when, and why not; exit status 1 if one is down',
  words: {
    name: 'SERVICE|REAL',
    kind: name('SERVICE|REAL', 'service or server'),
    describe: 'only these: a service (tcp/10.0.0.1:80, a name), a real server (10.0.0.11, 10.0.0.11:80)',
  },
  options,
  seeAlso: ['checks run', 'checks history', 'director state'],
  remote: true,
  examples: [
    ['lvsctl checks', 'of the director, keepalived or ldirectord that runs here; keepalived is signalled (SIGUSR1)'],
    ['lvsctl checks --failed -o json', 'what is down, for a script'],
    ['lvsctl checks 10.0.0.11 -o wide', 'each check of one host'],
  ],
  run: async (...asked) => (await import('./list-checks-run.js')).runChecks(...asked),
});
