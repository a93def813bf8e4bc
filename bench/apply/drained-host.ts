import {performance} from 'node:perf_hooks';
import {command} from '../program.js';
import {serviceName} from '../rules.js';

const services = 2000;
const host = '192.168.250.1';

/** The words of the drain, by which its durations are known. */
export const drainOfHost = `drain ${host} --no-wait`;

/** Seconds of each run, by what was run. */
export type Durations = Readonly<Record<string, readonly number[]>>;

/** Rules for services of two real servers each, one of which is on the same host in all of them. */
export const rulesOfHost = Array.from({length: services}, (_, i) => {
  const server = (address: string, weight: number) => `-a -t ${serviceName(i)} -r ${address}:80 -m -w ${weight}\n`;
  return `-A -t ${serviceName(i)} -s wlc\n${server(host, 1 + (i % 9))}${server(`192.168.${i % 250}.2`, 1)}`;
}).join('');

/**
 * Drains the host and brings it back, so many times, in a table of `rulesOfHost`.
 * @throws Error where a drain or undrain did not do all of it
 */
export function measureDrainedHost(lvsctl: string, rounds: number): Durations {
  const run = (...words: readonly string[]) => command(lvsctl, ...words);
  const table = run('-Sn');
  const isDrained = () => run('-Sn').match(new RegExp(`-r ${host}:80 -m -w 0$`, 'gm'))?.length === services;
  const isBack = () => run('-Sn') === table;
  const programs: readonly (readonly [line: string, isRight: () => boolean])[] = [
    ['-Ln', isBack],
    ['drains', isBack], // what it costs to start
    [`drain ${host} --dry-run`, isBack],
    [drainOfHost, isDrained],
    [`undrain ${host}`, isBack],
  ];
  const durations: Record<string, number[]> = Object.fromEntries(programs.map(([line]) => [line, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [line, isRight] of programs) {
      const begin = performance.now();
      run(...line.split(' '));
      durations[line]!.push((performance.now() - begin) / 1000);
      if (!isRight()) throw new Error(`${line} left another table than it should`);
    }
  }
  return durations;
}
