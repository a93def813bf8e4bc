import {defineCommand, type Values} from './command.js';
import {choice, count, entry, flag} from './kinds.js';
import {outputFormats} from './output/structured.js';

const usualLimit = 20;

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table); json and yaml are for scripts, see lvsctl help output',
  },
  limit: {kind: count, describe: `at most so many entries, the last ones (default ${usualLimit})`},
  follow: {kind: flag, alias: 'f', describe: 'go on with what is changed from now on, until Ctrl-C'},
} as const;

export type JournalOptions = Values<typeof options>;

export const journal = defineCommand({
  name: 'journal',
  summary: 'what was changed through lvsctl, by whom, and what takes it back; exit status 1 if the journal is damaged',
  brief: 'what was changed, by whom, and what takes it back',
  words: {
    name: 'ID',
    usage: '[ID]',
    kind: entry,
    describe: 'this entry: what was there before, what now, and what takes it back',
  },
  options,
  seeAlso: ['undo', 'files'],
  remote: true,
  examples: [
    ['lvsctl journal', 'the last changes'],
    ['lvsctl journal 12', 'one of them, with its diff'],
    ['lvsctl journal --follow -o json', 'one line for each change, for a script'],
  ],
  run: async ({limit = usualLimit, ...given}, ids, context) =>
    (await import('./journal-run.js')).runJournal({limit, ...given}, ids, context),
});
