import {defineCommand, type Values} from '../command.js';
import {outputOption} from './table-options.js';

const options = {output: outputOption} as const;

export type SnapshotListOptions = Values<typeof options>;

export const snapshot = defineCommand({
  name: 'snapshot',
  summary: 'copies of the whole table under names: those there are',
  brief: 'copies of the whole table, under names',
  options,
  seeAlso: ['apply', 'diff'],
  remote: true,
  examples: [['lvsctl snapshot', 'the names, with the time and a note']],
  run: async (...asked) => (await import('./snapshot-list-run.js')).runSnapshotList(...asked),
});

export const snapshotList = defineCommand({
  name: 'snapshot list',
  summary: 'show the copies of the table that are kept',
  options,
  seeAlso: ['snapshot save'],
  remote: true,
  examples: [['lvsctl snapshot list -o json', 'the same for a script']],
  run: async (...asked) => (await import('./snapshot-list-run.js')).runSnapshotList(...asked),
});
