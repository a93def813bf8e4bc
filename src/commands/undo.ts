import {defineCommand, type Values} from './command.js';
import {choice, entry, flag, text} from './kinds.js';
import {outputFormats} from './output/structured.js';

const options = {
  'dry-run': {kind: flag, describe: 'print the ipvsadm commands, and change nothing'},
  force: {
    kind: flag,
    describe: 'also where the table has moved on since: what the entry touched becomes what it was',
  },
  'no-journal': {kind: flag, describe: 'do not record it; the commands that take it back are printed first'},
  reason: {kind: text, describe: 'why, for the journal'},
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table); json and yaml are for scripts, see lvsctl help output',
  },
} as const;

export type UndoOptions = Values<typeof options>;

export const undo = defineCommand({
  name: 'undo',
  summary: 'take back a change that was made through lvsctl; an undo of an undo does it again',
  brief: 'take a change back',
  words: {
    name: 'ID',
    usage: '[ID]',
    kind: entry,
    describe: 'this entry of lvsctl journal; without, the last change that is not taken back',
  },
  options,
  exits: [
    [4, 'the table has moved on since, or it cannot be recorded'],
    [6, 'it was taken back in part'],
  ],
  seeAlso: ['journal', 'diff'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'something'),
  remote: true,
  examples: [
    ['lvsctl undo --dry-run', 'what would be done to take back the last change'],
    ['lvsctl undo 12', 'take back entry 12 of lvsctl journal'],
  ],
  run: async (...asked) => (await import('./undo-run.js')).runUndo(...asked),
});
