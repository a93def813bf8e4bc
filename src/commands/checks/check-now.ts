import {defineCommand, type Values} from '../command.js';
import {choice, file, flag, server} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {poolOption, sourceOptions} from './options.js';

const {'keepalived-config': keepalivedConfig, 'keepalived-pid': keepalivedPid} = sourceOptions;

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table), see lvsctl help output',
  },
  pool: poolOption,
  config: {
    kind: file,
    describe: 'run the checks that this file has (keepalived.conf, ldirectord.cf, director.yaml), here in this process',
  },
  programs: {kind: flag, describe: 'run programs that are checks (MISC_CHECK, external) too, as the user they are for'},
  'keepalived-config': keepalivedConfig,
  'keepalived-pid': keepalivedPid,
} as const;

export type CheckRunOptions = Values<typeof options>;

export const checksRun = defineCommand({
  name: 'checks run',
  summary: 'runs the checks of a real server now, and tells each step with its time; exit status 1 if one fails',
  brief: 'run the checks of a real server now, step by step',
  words: {
    name: 'REAL',
    usage: 'REAL',
    kind: {...server, names: 'server'},
    describe: 'the real server: 10.0.0.11, or 10.0.0.11:80',
  },
  options,
  seeAlso: ['checks', 'checks history'],
  changes: ({programs}) => (programs ? 'something' : 'nothing'), // a program may do anything, and a file names it
  remote: () => 'changes',
  examples: [
    [
      'lvsctl checks run 10.0.0.11:80',
      'by the director, or else here, as the configuration of keepalived or ldirectord has it',
    ],
    ['lvsctl checks run 10.0.0.11 -t tcp/10.0.0.1:443', 'in one service only'],
    ['lvsctl checks run 10.0.0.11 --config new.conf', 'before anybody loads that file'],
  ],
  run: async (...asked) => (await import('./run-checks-run.js')).runCheckRun(...asked),
});
