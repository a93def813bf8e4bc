import {gentlePace} from '../../vrrp/announce/schedule.js';
import {defineCommand, Usage, type Values} from '../command.js';
import {count, flag, instance} from '../kinds.js';
import {managerOptions} from './options.js';

const fastest = 10_000;

const options = {
  repeat: {kind: count, describe: 'announce all of them so many times, a second apart (default 1)'},
  rate: {kind: count, describe: `packets a second at most (default ${gentlePace.rate}, up to ${fastest})`},
  'dry-run': {kind: flag, describe: 'show what would be announced, and where'},
  ...managerOptions,
} as const;

export type GarpOptions = Values<typeof options>;

export const vrrpGarp = defineCommand({
  name: 'vrrp garp',
  summary: 'announce addresses of this host again, for neighbours that remember another (gratuitous ARP)',
  brief: 'announce addresses of this host again',
  words: {
    name: 'TARGET',
    usage: 'TARGET...',
    kind: instance,
    describe: 'addresses that this host has, or the instance whose addresses that are here are announced',
  },
  options,
  seeAlso: ['vrrp'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'something'),
  remote: true,
  examples: [
    ['lvsctl vrrp garp VI_1', 'after a split that has healed: the neighbours may still send to the other host'],
    ['lvsctl vrrp garp 10.0.0.100 2001:db8::100 --repeat 3', 'two addresses, three times'],
  ],
  async run(given, words, context) {
    const {rate = gentlePace.rate} = given;
    if (rate > fastest) throw new Usage(`--rate ${rate}: up to ${fastest} packets a second`);
    const {runGarp} = await import('./garp-run.js');
    return runGarp(given, words, context);
  },
});
