import type {DaemonConfiguration, DaemonState} from '../../ipvs/daemon.js';
import {defineCommand, Usage, type Values} from '../command.js';
import {flag} from '../kinds.js';
import {type DaemonPlan, startStep} from './change-daemons.js';
import {
  daemon,
  interfaceName,
  multicastGroup,
  multicastPort,
  syncId,
  syncMessageLength,
  timeToLive,
} from './daemon-kinds.js';
import {daemonWords, isAsAsked} from './daemon-settings.js';
import {chosenStates} from './chosen-states.js';
import {outputOption} from './output-option.js';
import {runPlan} from './run-plan.js';

const options = {
  interface: {kind: interfaceName, alias: 'mcast-interface', describe: 'where the multicasts leave and enter (needed)'},
  syncid: {kind: syncId, describe: 'which director it belongs to: a backup takes only those of its own, 0 takes all'},
  'mcast-group': {kind: multicastGroup, describe: 'group of the multicasts (default 224.0.0.81)'},
  'mcast-port': {kind: multicastPort, describe: 'UDP port (default 8848)'},
  'mcast-ttl': {kind: timeToLive, describe: 'how many routers they may pass, plus one (default 1)'},
  'sync-maxlen': {kind: syncMessageLength, alias: 'maxlen', describe: 'largest message (default: as the MTU allows)'},
  'dry-run': {kind: flag, describe: 'print the ipvsadm commands, and change nothing'},
  output: outputOption,
} as const;

export const syncStart = defineCommand({
  name: 'sync start',
  summary: 'start to tell another director of the connections, or to listen to one',
  words: {name: 'DAEMON', kind: daemon, describe: 'master sends, backup receives, both do both'},
  options,
  endsInOrder: true,
  examples: [
    ['lvsctl sync start both --interface eth1 --syncid 1', 'a director of a pair in which either may be master'],
    ['lvsctl sync start backup --interface eth1 --dry-run', 'what would be done'],
  ],
  async run(given, words, context) {
    const states = chosenStates(words);
    const asked = states.map(state => askedDaemon(state, given));
    return runPlan(
      running => planStart(running, asked),
      {name: 'start', isDryRun: given['dry-run'] === true, format: given.output ?? 'table'},
      context,
    );
  },
});

function askedDaemon(state: DaemonState, given: Values<typeof options>): DaemonConfiguration {
  if (given.interface === undefined) throw new Usage('name the interface with --interface, such as --interface eth1');
  return {
    state,
    interface: given.interface,
    syncId: given.syncid ?? 0,
    maximumLength: given['sync-maxlen'] ?? 0,
    group: given['mcast-group'],
    port: given['mcast-port'] ?? 0,
    ttl: given['mcast-ttl'] ?? 0,
  };
}

/** What has to be started: one that runs as asked stays, one that runs otherwise is nobody's to stop unasked. */
export function planStart(running: readonly DaemonConfiguration[], asked: readonly DaemonConfiguration[]): DaemonPlan {
  const of = ({state}: DaemonConfiguration) => running.find(each => each.state === state);
  const others = asked.flatMap(each => {
    const found = of(each);
    return found && !isAsAsked(found, each) ? [found] : [];
  });
  if (others.length > 0)
    return {
      type: 'refused',
      words: others
        .map(
          each =>
            `a ${each.state} daemon runs already, with other settings: ${daemonWords(each)}. Stop it first: lvsctl sync stop ${each.state}`,
        )
        .join('\n'),
    };
  const missing = asked.filter(each => !of(each));
  if (missing.length === 0)
    return {type: 'unchanged', words: asked.map(each => `the ${each.state} daemon runs already, as asked`).join('\n')};
  return {type: 'change', steps: missing.map(startStep)};
}
