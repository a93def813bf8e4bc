/** Ten services of two hosts. */
export const servicePorts = Array.from({length: 10}, (_, i) => 8001 + i);
export const virtualAddress = '10.9.0.1';
export const failing = '10.0.0.2';
export const other = '10.0.0.3';
export const noticesFile = '/run/story/notices';
export const hookPort = 9999;

/** How often services are checked: all alike, or each otherwise. */
export type Schedules = 'alike' | 'different';

/** The director's own YAML: every second service is asked over HTTP. */
export function layeredConf(schedules: Schedules = 'alike'): string {
  const schedule = (i: number) =>
    schedules === 'alike'
      ? 'every: 500ms, fall: 2, rise: 1, retry-delay: 250ms, timeout: 500ms'
      : `every: ${1 + (i % 3)}s, fall: ${1 + (i % 2)}, rise: ${1 + (i % 2)}, retry-delay: ${500 + 100 * i}ms, timeout: ${500 + 500 * (i % 3)}ms`;
  return [
    'services:',
    ...servicePorts.flatMap((port, i) => [
      `  ${virtualAddress}:${port}:`,
      '    scheduler: rr',
      `    servers: [${failing}, ${other}]`,
      `    check: {${schedule(i)}}`,
      `    checks: [${port % 2 === 0 ? 'tcp' : '{http: /}'}]`,
    ]),
    'notices:',
    '  window: 1s',
    `  command: {run: [/usr/bin/tee, -a, ${noticesFile}], user: root}`,
    `  webhook: http://127.0.0.1:${hookPort}/`,
    'on-stop: leave',
    '',
  ].join('\n');
}
