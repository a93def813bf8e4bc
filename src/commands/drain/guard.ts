import {defineCommand} from '../command.js';

export const guard = defineCommand({
  name: 'guard',
  summary: 'keep drains in force, and end those that have expired, until SIGTERM',
  endsInOrder: true,
  options: {},
  examples: [['lvsctl guard', 'in the foreground; docs/drain.md has a systemd unit']],
  run: async (...asked) => (await import('./guard-run.js')).runGuard(...asked),
});
