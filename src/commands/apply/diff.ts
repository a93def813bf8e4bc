import {defineCommand} from '../command.js';
import {flag} from '../kinds.js';
import {fileWord, formatOption, onlyWord, outputOption} from './table-options.js';

export const diff = defineCommand({
  name: 'diff',
  summary: 'compare the table with a file, and print what would make it so; exit status 1 where they differ',
  brief: 'what would make the table what a file says',
  words: fileWord,
  options: {
    prune: {kind: flag, describe: 'count what is not in the file as a difference too'},
    format: formatOption,
    output: outputOption,
  },
  seeAlso: ['apply', 'snapshot diff'],
  remote: true,
  examples: [
    ['lvsctl diff rules', 'what ipvsadm commands would make the table what the file says'],
    ['lvsctl diff --prune /etc/keepalived/keepalived.conf', 'also what is in the table and not in the file'],
  ],
  async run({prune, format, output = 'table'}, words, context) {
    const source = onlyWord(words, 'FILE');
    const run = {command: 'diff', source, prunes: prune === true, mode: 'show', output} as const;
    const {runFile} = await import('./apply-run.js');
    return runFile(run, format, context);
  },
});
