import {defineCommand, type Values} from '../command.js';
import {choice, server} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {sourceOptions} from './options.js';

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table), see lvsctl help output',
  },
  ...sourceOptions,
} as const;

export type CheckHistoryOptions = Values<typeof options>;

export const checksHistory = defineCommand({
  name: 'checks history',
  summary: 'what happened to real servers: when they went, and why, and when they came back',
  brief: 'when real servers went, why, and when they came back',
  words: {
    name: 'REAL',
    usage: '[REAL]',
    kind: {...server, names: 'server'},
    describe: 'only this one: 10.0.0.11, or 10.0.0.11:80',
  },
  options,
  seeAlso: ['checks', 'checks run'],
  remote: true,
  examples: [
    ['lvsctl checks history 10.0.0.11:80', 'by the director; by the monitorfile and log of ldirectord'],
    ['lvsctl checks history --log journal', 'by the log of keepalived'],
  ],
  run: async (...asked) => (await import('./history-of-checks-run.js')).runCheckHistory(...asked),
});
