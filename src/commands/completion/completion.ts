import {defineCommand} from '../command.js';
import {choice} from '../kinds.js';
import {shells} from './shells.js';

export const completion = defineCommand({
  name: 'completion',
  summary: 'print the completion of a shell: commands, options, and the live services, servers and instances',
  brief: 'for bash, zsh and fish, with live names',
  words: {name: 'SHELL', usage: shells.join('|'), kind: choice(...shells), describe: 'whose completion'},
  options: {},
  about: [
    'Names come from this host as it is now: services and real servers of its table, virtual routers of its director or keepalived.conf, drains, snapshots, journal entries, and hosts of ssh. Asking loads no module and changes nothing. Who may not read them gets commands and options.',
  ],
  examples: [
    ['source <(lvsctl completion bash)', 'in this shell; in ~/.bashrc for good'],
    ['lvsctl completion zsh > ~/.zfunc/_lvsctl', 'where fpath looks; then compinit'],
    ['lvsctl completion fish > ~/.config/fish/completions/lvsctl.fish', 'for new shells'],
  ],
  run: async (...asked) => (await import('./completion-run.js')).runCompletion(...asked),
});
