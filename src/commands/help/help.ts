import {defineCommand, type Values} from '../command.js';
import {folder, topic} from '../kinds.js';

const options = {
  man: {kind: folder, describe: 'write the manual pages to this folder, one file each, as man(1) reads them'},
  markdown: {kind: folder, describe: 'write the reference to this folder, as Markdown'},
} as const;

export type HelpOptions = Values<typeof options>;

export const help = defineCommand({
  name: 'help',
  summary: 'what there is, and how it works',
  words: {
    name: 'TOPIC',
    usage: '[TOPIC]',
    kind: topic,
    describe: 'a command, such as drain or vrrp switch, or one of the topics that lvsctl help lists',
  },
  options,
  exits: [[1, 'there is no such topic']],
  changes: ({man, markdown}) => (man === undefined && markdown === undefined ? 'nothing' : 'something'), // files, with the rights of root
  examples: [
    ['lvsctl help', 'the commands by what they are for, and the topics'],
    ['lvsctl help vrrp switch', 'the same as lvsctl vrrp switch --help'],
    ['lvsctl help exit-codes', 'what the exit statuses mean'],
  ],
  run: async (...asked) => (await import('./help-run.js')).runHelp(...asked),
});
