import {defineCommand, type Values} from '../command.js';
import {choice, file, flag} from '../kinds.js';

/** What it can write, and read; tables of rules and JSON are read only. */
export const convertTargets = ['keepalived', 'ldirectord', 'rules', 'yaml'] as const;

const options = {
  to: {kind: choice(...convertTargets), describe: 'what kind of file to write (needed)'},
  from: {
    kind: choice('keepalived', 'ldirectord', 'rules', 'json', 'yaml'),
    describe: 'what kind of file it is, where its content does not tell',
  },
  output: {kind: file, alias: 'o', describe: 'write to this file, for its owner only, instead of standard output'},
  strict: {kind: flag, describe: 'write nothing where something would be lost; exit status 4'},
} as const;

export type ConvertOptions = Values<typeof options>;

export const configConvert = defineCommand({
  name: 'config convert',
  summary: 'write the virtual services and checks of one kind of configuration as another, and say what is lost',
  brief: 'one kind of configuration as another',
  words: {
    name: 'FILE',
    usage: 'FILE',
    kind: file,
    describe: "keepalived.conf, ldirectord.cf, a director's YAML, rules or a table of lvsctl; - is standard input",
  },
  options,
  exits: [[4, '--strict: something would be lost, and nothing was written']],
  seeAlso: ['apply', 'director run'],
  changes: ({output}) => (output === undefined ? 'nothing' : 'something'), // any file, with the rights of root
  examples: [
    ['lvsctl config convert /etc/keepalived/keepalived.conf --to yaml', 'the same for a director of lvsctl'],
    ['lvsctl config convert ldirectord.cf --to keepalived --strict -o keepalived.conf', 'or not at all'],
  ],
  run: async (...asked) => (await import('./convert-run.js')).runConvert(...asked),
});
