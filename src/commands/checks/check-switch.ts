import {defineCommand, type Values} from '../command.js';
import {word} from '../kinds.js';
import {poolOption} from './options.js';

const options = {
  pool: poolOption,
  reason: {kind: word, describe: 'why, for whoever looks later'},
} as const;
const enableOptions = {pool: poolOption} as const;

export type CheckDisableOptions = Values<typeof options>;
export type CheckEnableOptions = Values<typeof enableOptions>;

const words = {name: 'REAL', kind: word, describe: 'the real server: 10.0.0.11, or 10.0.0.11:80'} as const;

export const checksDisable = defineCommand({
  name: 'checks disable',
  summary: 'switches the checks of a real server off: it stays in service, or out of it, as it is (director only)',
  words,
  options,
  examples: [['lvsctl checks disable 10.0.0.11 --reason "new firewall"', 'its checks say nothing for a while']],
  run: async (...asked) => (await import('./switch-checks-run.js')).runDisable(...asked),
});

export const checksEnable = defineCommand({
  name: 'checks enable',
  summary: 'switches them on again (director only)',
  words,
  options: enableOptions,
  examples: [['lvsctl checks enable 10.0.0.11', 'and what they find counts']],
  run: async (...asked) => (await import('./switch-checks-run.js')).runEnable(...asked),
});
