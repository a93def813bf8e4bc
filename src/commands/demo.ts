import {defineCommand, type Values} from './command.js';
import {flag, seconds} from './kinds.js';

const options = {
  interval: {kind: seconds, alias: 'd', describe: 'seconds between two refreshes (default 2)'},
  once: {kind: flag, describe: 'print one frame as plain text and end'},
  'read-only': {kind: flag, describe: 'no key changes anything'},
} as const;

export type DemoOptions = Values<typeof options>;

export const demo = defineCommand({
  name: 'demo',
  summary: 'the dashboard on a made-up director, to try everything without a kernel',
  brief: 'the dashboard on a made-up director, to try everything',
  options,
  seeAlso: ['top', 'embedded'],
  examples: [['lvsctl demo', 'servers fail and return, traffic comes in bursts; nothing of it is real']],
  run: async (...asked) => (await import('./demo-run.js')).runDemo(...asked),
});
