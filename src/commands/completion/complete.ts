import {defineCommand} from '../command.js';
import {word} from '../kinds.js';

/** For the scripts of lvsctl completion. */
export const complete = defineCommand({
  name: 'complete',
  summary:
    'what the last of the words can become: a line each, VALUE or VALUE<TAB>DESCRIPTION; :files, :folders for names of these',
  isHidden: true,
  takesWordsAsTheyAre: true,
  words: {name: 'WORD', usage: '-- WORD...', kind: word, describe: 'the command line without its first word'},
  options: {},
  examples: [['lvsctl complete -- drain 10.1', 'real servers that begin so']],
  run: async (...asked) => (await import('./complete-run.js')).runComplete(...asked),
});
