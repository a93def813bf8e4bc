import {defineCommand} from '../command.js';

export const directorStop = defineCommand({
  name: 'director stop',
  summary: 'end the director in order: the others take over, and no address stays here',
  options: {},
  examples: [['lvsctl director stop', 'returns when it has ended']],
  run: async (...asked) => (await import('./director-clients-run.js')).runStop(...asked),
});
