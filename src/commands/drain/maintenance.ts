import {type CommandContext, defineCommand, Usage} from '../command.js';
import {choice, duration, flag, server, text} from '../kinds.js';
import {outputFormats} from '../output/structured.js';

export const maintenance = defineCommand({
  name: 'maintenance',
  summary: 'drain a whole machine, all its addresses and ports, or put it back',
  brief: 'drain a whole machine, or put it back',
  endsInOrder: true,
  words: {
    name: 'HOST',
    usage: 'on|off HOST',
    kind: {...server, choices: ['on', 'off']},
    describe: 'on or off, then the name or address of the machine',
  },
  options: {
    timeout: {kind: duration, describe: 'on: wait at most so long (default 10m), then exit status 3'},
    reason: {kind: text, describe: 'on: why, for whoever finds it drained'},
    expires: {kind: duration, describe: 'on: to be ended after so long, by lvsctl guard'},
    'no-wait': {kind: flag, describe: 'on: do not wait'},
    ramp: {kind: duration, describe: 'off: raise the weights in steps over so long'},
    'dry-run': {kind: flag, describe: 'show what would be done'},
    force: {kind: flag, describe: 'on: although a guard refuses; off: over what somebody else has changed since'},
    'no-journal': {kind: flag, describe: 'do it without a record; first prints what takes it back'},
    output: {
      kind: choice(...outputFormats),
      alias: 'o',
      describe: 'how to print (default table), see lvsctl help output',
    },
  },
  seeAlso: ['drain', 'undrain', 'drains'],
  changes: ({'dry-run': isDryRun}, [way]) =>
    isDryRun ? 'nothing' : way === 'on' ? 'something with a reason' : 'something',
  remote: true,
  examples: [
    ['lvsctl maintenance on web1 --reason "new disk" --expires 4h', 'then lvsctl maintenance off web1'],
    ['lvsctl maintenance off web1 --ramp 60s', 'a slow start'],
  ],
  async run(given, [way, host, ...more], context: CommandContext) {
    if ((way !== 'on' && way !== 'off') || host === undefined || more.length > 0)
      throw new Usage('say on or off, and one host: lvsctl maintenance on web1');
    if (/[/\]]|^[^:]*:\d+$/.test(host))
      throw new Usage(`'${host}' is not a whole machine: lvsctl drain takes ports and prefixes`);
    if (way === 'off') {
      const {runUndrain} = await import('./undrain-run.js');
      return runUndrain(host, {command: 'maintenance off', weight: undefined, ...given}, context);
    }
    const rest = {
      service: undefined,
      'until-conns': undefined,
      cut: undefined,
      whenEmpty: undefined,
    } as const;
    const {runDrain} = await import('./drain-run.js');
    return runDrain(host, {command: 'maintenance on', ...rest, ...given}, context);
  },
});
