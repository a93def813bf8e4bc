import {defineCommand} from '../command.js';

export const guard = defineCommand({
  name: 'guard',
  summary: 'keep drains in force, and end those that have expired, until SIGTERM',
  brief: 'keep drains in force, end those that have expired',
  endsInOrder: true,
  options: {},
  seeAlso: ['drain', 'drains'],
  changes: () => 'as a daemon',
  examples: [['lvsctl guard', 'in the foreground; docs/drain.md has a systemd unit']],
  run: async (...asked) => (await import('./guard-run.js')).runGuard(...asked),
});
