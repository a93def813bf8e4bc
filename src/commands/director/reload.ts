import {defineCommand, type Values} from '../command.js';
import {flag} from '../kinds.js';

const options = {
  check: {kind: flag, describe: 'say what would be different, and change nothing'},
} as const;

export type DirectorReloadOptions = Values<typeof options>;

export const directorReload = defineCommand({
  name: 'director reload',
  summary: 'have the director read its configuration again: applied as a difference, or not at all',
  brief: 'read the configuration again, as a difference',
  options,
  exits: [
    [4, 'the new configuration is refused, and the old one stays in force'],
    [5, 'it was taken back'],
  ],
  seeAlso: ['director run', 'director state'],
  changes: ({check}) => (check ? 'nothing' : 'something'),
  remote: true,
  examples: [
    ['lvsctl director reload --check', 'what is different, and whether it can be'],
    ['lvsctl director reload', 'exit status 4 where it is refused, 5 where it was taken back'],
  ],
  run: async (...asked) => (await import('./director-clients-run.js')).runReload(...asked),
});
