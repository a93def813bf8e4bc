import {type CommandContext, defineCommand, Usage} from '../command.js';
import {choice, count, duration, flag, server, text} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {onlyTarget, servicesKind} from './drain-target.js';

export const drain = defineCommand({
  name: 'drain',
  summary: 'stop new connections to a real server and wait for the old ones to end',
  brief: 'take a real server out without losing connections',
  endsInOrder: true,
  words: {
    name: 'REAL',
    usage: 'REAL',
    kind: server,
    describe: 'a name, an address or a prefix; a name or address also with :PORT',
  },
  options: {
    service: {kind: servicesKind, describe: 'only in these services, separated by commas'},
    timeout: {kind: duration, describe: 'wait at most so long (default 10m), then exit status 3; it stays at weight 0'},
    'until-conns': {kind: count, describe: 'wait only until so many connections are left'},
    reason: {kind: text, describe: 'why, for whoever finds it drained'},
    expires: {kind: duration, describe: 'to be ended after so long, by lvsctl guard'},
    cut: {
      kind: choice('templates', 'connections'),
      describe: 'also send pinned clients elsewhere, or end what is left when the servers are removed (--then remove)',
    },
    // biome-ignore lint/suspicious/noThenProperty: the option is called so
    then: {kind: choice('stay', 'remove'), describe: 'what becomes of the servers when they are empty (default stay)'}, // oxlint-disable-line no-thenable
    'no-wait': {kind: flag, describe: 'do not wait'},
    'dry-run': {kind: flag, describe: 'show what would be done, and what speaks against it'},
    force: {kind: flag, describe: 'do it although a guard refuses'},
    'no-journal': {kind: flag, describe: 'do it without a record; first prints what takes it back'},
    output: {
      kind: choice(...outputFormats),
      alias: 'o',
      describe: 'how to print (default table), see lvsctl help output',
    },
  },
  exits: [
    [0, 'drained, or begun with --no-wait'],
    [3, 'connections are left after the timeout; the server stays at weight 0'],
    [4, 'refused by a guard, or it cannot be recorded'],
    [5, 'the kernel refused, and all is as it was'],
    [6, 'not all could be taken back'],
  ],
  seeAlso: ['undrain', 'drains', 'maintenance', 'guard', 'persistence'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'something with a reason'),
  remote: true,
  examples: [
    ['lvsctl drain 10.1.0.11 --reason "new kernel"', 'all its destinations; then lvsctl undrain 10.1.0.11'],
    ['lvsctl drain web1:443 --expires 2h --no-wait', 'one port, put back by lvsctl guard'],
    ['lvsctl drain 10.1.0.0/28 --dry-run', 'the ipvsadm commands for a whole rack'],
  ],
  async run({then: whenEmpty, ...given}, words, context: CommandContext) {
    const target = onlyTarget(words);
    if (given.cut === 'connections' && whenEmpty !== 'remove')
      throw new Usage('--cut connections ends what is left when the servers are deleted: it goes with --then remove');
    if (given.cut !== undefined && given['no-wait'] === true)
      throw new Usage('--cut sets a sysctl that somebody has to put back: it does not go with --no-wait');
    const {runDrain} = await import('./drain-run.js');
    return runDrain(target, {command: 'drain', whenEmpty, ...given}, context);
  },
});
