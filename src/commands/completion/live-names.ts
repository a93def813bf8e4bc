import {formatAddress} from '../../net/address.js';
import {commands} from '../all.js';
import type {CommandContext} from '../command.js';
import {topics} from '../help/topics.js';
import {hostNames} from './host-names.js';
import {interfaceNames} from './interface-names.js';
import type {Candidate, Live} from './question.js';
import {drainNames, entryNumbers, snapshotNames} from './recorded-names.js';
import {ipvsadmServerNames, ipvsadmServiceNames, serverNames, serviceNames} from './table-names.js';

/** Names as they are now on this host; none where they cannot be read. Loads no module, changes nothing, never fails. */
export async function liveNames(live: Live, context: CommandContext): Promise<readonly Candidate[]> {
  const quiet = {...context, stderr: {write: () => undefined}};
  try {
    return await namesOf(live, quiet);
  } catch {
    return []; // whoever may not read it, or has none, gets the other answers
  }
}

async function namesOf(live: Live, context: CommandContext): Promise<readonly Candidate[]> {
  switch (live.type) {
    case 'service':
      return together(context, namedServices, serviceNames);
    case 'real server':
      return together(context, namedHosts, serverNames);
    case 'service or server':
      return together(context, namedServices, namedHosts, serviceNames, serverNames);
    case 'ipvsadm service':
      return ipvsadmServiceNames(live.protocol, context);
    case 'ipvsadm server':
      return ipvsadmServerNames(live.of, context);
    case 'instance':
      return (await import('./instance-names.js')).instanceNames(context); // few ask, and keepalived.conf is much to read
    case 'drain':
      return drainNames(context);
    case 'snapshot':
      return snapshotNames(context);
    case 'journal entry':
      return entryNumbers(context);
    case 'host':
      return hostNames(context);
    case 'interface':
      return interfaceNames();
    case 'topic':
      return topicNames();
    case 'file':
    case 'folder':
      return [];
  }
}

/** Of several places those that can be read. */
async function together(
  context: CommandContext,
  ...places: readonly ((context: CommandContext) => Promise<readonly Candidate[]>)[]
): Promise<readonly Candidate[]> {
  const read = await Promise.allSettled(places.map(place => place(context)));
  return read.flatMap(one => (one.status === 'fulfilled' ? one.value : []));
}

async function namedServices(context: CommandContext): Promise<readonly Candidate[]> {
  const {names} = await context.settings();
  return names.services.map(({name, service}) => ({value: name, description: service}));
}

async function namedHosts(context: CommandContext): Promise<readonly Candidate[]> {
  const {names} = await context.settings();
  return names.hosts.map(({name, address}) => ({value: name, description: formatAddress(address)}));
}

/** Commands are topics too. */
function topicNames(): readonly Candidate[] {
  const first = new Set(commands.flatMap(({name, isHidden}) => (isHidden ? [] : [name.split(' ')[0] as string])));
  return [
    ...topics.map(({name, summary}) => ({value: name, description: summary})),
    ...[...first].map(value => ({value, description: 'a command'})),
  ];
}
