import assert from 'node:assert/strict';
import {configuration, router, type RouterChoice} from './settings.js';
import {type VirtualHost, VirtualSegment} from './virtual-hosts.js';

/** The virtual address, unless another is chosen. */
export const virtual = '10.0.0.100';

/** Two hosts at rest, a of higher priority. */
export async function pair(choice: RouterChoice = {}) {
  const street = new VirtualSegment();
  const [a, b] = [street.join('10.0.0.1', 'fe80::1'), street.join('10.0.0.2', 'fe80::2')];
  await configure(a, {...choice, priority: 150});
  await configure(b, {...choice, priority: 100});
  await street.pass(10_000);
  return {street, a, b, since: () => [a.said(), b.said()]};
}

export async function configure(host: VirtualHost, ...choices: readonly RouterChoice[]): Promise<void> {
  assert.deepEqual(await host.street.settle(host.speaker.configure(configuration(choices.map(router)))), []);
}

export function states(...hosts: readonly VirtualHost[]) {
  return hosts.map(host => host.status().router);
}

/** Which of them have an address. */
export async function holders(hosts: readonly VirtualHost[], text = virtual): Promise<readonly number[]> {
  const all = await Promise.all(hosts.map(host => host.addresses()));
  return all.flatMap((addresses, i) => (addresses.includes(text) ? [i] : []));
}
