import {defineCommand, type Values} from '../command.js';
import {flag, text, word} from '../kinds.js';

const options = {
  note: {kind: text, describe: 'what it is, for the list'},
  replace: {kind: flag, describe: 'in the place of one that has the name already'},
} as const;

export type SnapshotSaveOptions = Values<typeof options>;

export const snapshotSave = defineCommand({
  name: 'snapshot save',
  summary: 'keep a copy of the whole table under a name',
  words: {name: 'NAME', usage: 'NAME', kind: word, describe: 'letters, digits, dots, dashes and underscores'},
  options,
  seeAlso: ['snapshot list', 'snapshot restore'],
  remote: () => 'changes',
  changes: ({replace}) => (replace ? 'something' : 'nothing'), // what somebody has kept is gone then
  examples: [
    ['lvsctl snapshot save before-upgrade --note "kernel 6.1 to 6.12"', 'before a change of many things at once'],
  ],
  run: async (...asked) => (await import('./snapshot-save-run.js')).runSnapshotSave(...asked),
});
