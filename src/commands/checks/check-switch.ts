import {defineCommand, type Values} from '../command.js';
import {server, text} from '../kinds.js';
import {poolOption} from './options.js';

const options = {
  pool: poolOption,
  reason: {kind: text, describe: 'why, for whoever looks later'},
} as const;
const enableOptions = {pool: poolOption} as const;

export type CheckDisableOptions = Values<typeof options>;
export type CheckEnableOptions = Values<typeof enableOptions>;

const words = {
  name: 'REAL',
  usage: 'REAL',
  kind: {...server, names: 'server'},
  describe: 'the real server: 10.0.0.11, or 10.0.0.11:80',
} as const;

export const checksDisable = defineCommand({
  name: 'checks disable',
  summary: 'switches the checks of a real server off: it stays in service, or out of it, as it is (director only)',
  brief: 'switch the checks of a real server off',
  words,
  options,
  seeAlso: ['checks enable', 'drain'],
  changes: () => 'something',
  remote: true,
  examples: [['lvsctl checks disable 10.0.0.11 --reason "new firewall"', 'its checks say nothing for a while']],
  run: async (...asked) => (await import('./switch-checks-run.js')).runDisable(...asked),
});

export const checksEnable = defineCommand({
  name: 'checks enable',
  summary: 'switches them on again (director only)',
  brief: 'switch them on again',
  words,
  options: enableOptions,
  seeAlso: ['checks disable'],
  changes: () => 'something',
  remote: true,
  examples: [['lvsctl checks enable 10.0.0.11', 'and what they find counts']],
  run: async (...asked) => (await import('./switch-checks-run.js')).runEnable(...asked),
});
