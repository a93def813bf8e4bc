import {defineCommand} from '../command.js';
import {flag} from '../kinds.js';
import {changeOptions, fileWord, formatOption, onlyWord, outputOption} from './table-options.js';

export const apply = defineCommand({
  name: 'apply',
  summary: 'make the table what a file says, without a moment in which a service lacks a server; all of it or nothing',
  brief: 'make the table what a file says, without a gap',
  words: fileWord,
  options: {
    prune: {kind: flag, describe: 'delete what is not in the file'},
    ...changeOptions,
    format: formatOption,
    output: outputOption,
  },
  seeAlso: ['diff', 'snapshot', 'undo'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'something'),
  remote: true,
  examples: [
    ['lvsctl apply rules --dry-run', 'what would be done'],
    ['lvsctl list -o json > table && lvsctl apply table --prune', 'make the table again what it was'],
  ],
  async run(
    {prune, 'dry-run': isDryRun, force, 'no-journal': isUnrecorded, reason, format, output = 'table'},
    words,
    context,
  ) {
    const source = onlyWord(words, 'FILE');
    const run = {
      command: 'apply',
      source,
      prunes: prune === true,
      mode: isDryRun ? 'plan' : 'apply',
      output,
      reason,
      isUnrecorded: isUnrecorded === true,
      isForced: force === true,
    } as const;
    const {runFile} = await import('./apply-run.js');
    return runFile(run, format, context);
  },
});
