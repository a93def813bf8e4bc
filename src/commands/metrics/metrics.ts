import {defineCommand} from '../command.js';

export const metrics = defineCommand({
  name: 'metrics',
  summary: 'counters and gauges as Prometheus reads them: the table, and the checks and virtual routers of a director',
  brief: 'counters and gauges for Prometheus',
  options: {},
  seeAlso: ['list', 'director run'],
  remote: true,
  examples: [
    ['lvsctl metrics', 'all there is'],
    [
      'lvsctl metrics > /var/lib/node_exporter/lvsctl.prom.new && mv /var/lib/node_exporter/lvsctl.prom.new /var/lib/node_exporter/lvsctl.prom',
      "for node_exporter's textfile collector",
    ],
  ],
  run: async (...asked) => (await import('./metrics-run.js')).runMetrics(...asked),
});
