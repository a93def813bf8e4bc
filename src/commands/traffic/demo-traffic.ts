import {type CommandContext, defineCommand, Usage} from '../command.js';
import {count, flag, service} from '../kinds.js';

export const demoTraffic = defineCommand({
  name: 'demo traffic',
  summary: 'simulated clients for a service of the embedded kernel, for learning and for trying changes',
  brief: 'made-up clients for a table in a file',
  words: {name: 'SERVICE', usage: 'SERVICE', kind: service, describe: 'whose: [tcp/|udp/|sctp/]ADDRESS:PORT'},
  options: {
    rate: {kind: count, describe: 'how many clients come in a second (default 5)'},
    stop: {kind: flag, describe: 'no more clients come; those that are there finish'},
  },
  about: [
    'Clients come at random, make a few requests, and go: the next commands show them. They are as real as the kernel: it works with LVSCTL_KERNEL=embedded alone.',
  ],
  changes: () => 'something', // of the table in the file
  seeAlso: ['demo', 'top', 'conns'],
  examples: [
    ['LVSCTL_KERNEL=embedded lvsctl demo traffic 203.0.113.10:80 --rate 20', 'twenty clients a second'],
    ['LVSCTL_KERNEL=embedded lvsctl demo traffic 203.0.113.10:80 --stop', 'no more of them'],
  ],
  async run({rate, stop}, patterns, context: CommandContext) {
    const [pattern] = patterns;
    if (!pattern || patterns.length > 1) throw new Usage('name one service, such as 203.0.113.10:80');
    if (stop && rate !== undefined) throw new Usage('--rate begins and --stop ends: one of them');
    const {runTraffic} = await import('./demo-traffic-run.js');
    return runTraffic(pattern, stop ? 0 : (rate ?? 5), context);
  },
});
