import {defineCommand, type Values} from './command.js';
import {flag, seconds} from './kinds.js';
import {managerOptions} from './vrrp/options.js';

const options = {
  interval: {
    kind: seconds,
    alias: 'd',
    describe: "seconds between two refreshes (default 2, the period of the kernel's estimator)",
  },
  once: {kind: flag, describe: 'print one frame as plain text and end; needs no terminal'},
  'read-only': {kind: flag, describe: 'no key changes anything'},
  ...managerOptions,
} as const;

export type TopOptions = Values<typeof options>;

export const top = defineCommand({
  name: 'top',
  summary: 'the live dashboard: services, connections, what changes; and to act on them',
  brief: 'the live dashboard: to look, and to act',
  options,
  seeAlso: ['list', 'journal', 'undo'],
  examples: [
    ['lvsctl top', 'every 2 seconds; ? shows the keys, q leaves'],
    ['lvsctl top --read-only', 'to look and not to touch'],
    ['lvsctl top --once', 'one frame, for a ticket or a log'],
  ],
  run: async (...asked) => (await import('./top-run.js')).runTop(...asked),
});
