import {serviceName} from '../rules.js';

/**
 * Rules for so many services with one real server each; in the second variant one in a hundred is different: by turns a
 * weight, a scheduler, a server more, another server.
 */
export function changedRules(services: number, variant: 'first' | 'second'): string {
  return Array.from({length: services}, (_, i) => entry(i, variant === 'second' && i % 100 === 50)).join('');
}

function entry(i: number, isChanged: boolean): string {
  const kind = isChanged ? Math.floor(i / 100) % 4 : undefined;
  const name = serviceName(i);
  const server = (last: number, weight: number) =>
    `-a -t ${name} -r 192.168.${i % 250}.${last}:80 -m -w ${weight} -x ${i % 7} -y 0\n`;
  const service = `-A -t ${name} -s ${kind === 1 ? 'wrr' : 'rr'}\n`;
  return service + server(kind === 3 ? 9 : 1, kind === 0 ? 5 : 1) + (kind === 2 ? server(2, 1) : '');
}

/** The lines that only one of two texts has. */
export function differentLines(one: string, other: string): string {
  const known = new Set(other.split('\n'));
  return one
    .split('\n')
    .filter(line => line !== '' && !known.has(line))
    .map(line => `${line}\n`)
    .join('');
}
