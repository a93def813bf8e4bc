import {defineCommand, type Values} from '../command.js';
import {choice, file, flag, word} from '../kinds.js';
import {outputFormats} from '../output/structured.js';

const options = {
  kind: {
    // lintKindNames of src/lint, which no definition loads
    kind: choice('auto', 'keepalived', 'ldirectord', 'rules', 'sysctl', 'ha.cf', 'haresources', 'authkeys', 'director'),
    describe: 'what kind of files they are (default auto: by their names and what stands in them)',
  },
  pair: {kind: flag, describe: 'two files of a pair of machines: only the differences that ought not to be there'},
  ignore: {kind: {...word, placeholder: 'CODE,…'}, describe: 'codes that are not to be told'},
  'config-id': {
    kind: {...word, placeholder: 'ID'},
    describe: "keepalived's -i: which @ID lines of keepalived.conf count (default: the name of this host)",
  },
  explain: {
    kind: {...word, placeholder: 'CODE'},
    describe: 'what a code means, what comes of it and what to write instead; needs no FILE',
  },
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table; wide explains too), see lvsctl help output',
  },
} as const;

export type LintOptions = Values<typeof options>;

export const lint = defineCommand({
  name: 'lint',
  summary: 'what is wrong with configuration files, with line and column, what comes of it, and what to write instead',
  brief: 'what is wrong with configuration files, and what to write',
  words: {
    name: 'FILE',
    usage: 'FILE...',
    kind: file,
    describe:
      "keepalived.conf, ldirectord.cf, rules of ipvsadm-save, sysctl.conf, ha.cf, haresources, authkeys or a director's YAML; - is standard input",
  },
  options,
  about: [
    'It reads the files and what keepalived.conf includes, and runs, resolves and changes nothing. Passwords and keys are never printed.',
    'Files of one machine that are given together are compared where they have to agree: the nodes of haresources with ha.cf, the virtual services of ldirectord.cf with the addresses of haresources.',
  ],
  exits: [
    [0, 'nothing, or hints only'],
    [1, 'an error or a warning'],
    [2, 'a file that cannot be read, or of no kind that is known'],
  ],
  seeAlso: ['doctor', 'config convert', 'config check'],
  examples: [
    ['lvsctl lint /etc/keepalived/keepalived.conf', 'before keepalived reads it again'],
    ['lvsctl lint --pair lb1/keepalived.conf lb2/keepalived.conf', 'what the two may not have differently'],
    ['lvsctl lint /etc/ha.d/ha.cf /etc/ha.d/haresources /etc/ha.d/authkeys', 'those of heartbeat together'],
    ['lvsctl lint --explain roles-never-flip', 'more about one finding'],
  ],
  run: async (...asked) => (await import('./lint-run.js')).runLint(...asked),
});
