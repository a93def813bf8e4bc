import {destinationKey} from '../../ipvs/destination.js';
import {inverseOf} from '../../ipvs/inverse.js';
import {serviceKey} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import type {Change} from '../../ipvs/change.js';
import {CommandLineError} from '../../ipvsadm/failure.js';
import {NameNeeded} from '../../ipvsadm/names.js';
import {parseCommandLine} from '../../ipvsadm/parse.js';
import {isFull, type SeenService, type Snapshot} from '../data/snapshot.js';
import {rowKey} from '../data/trends.js';
import type {Plan, Premise} from './plan.js';
import {planDeleteServer, planDeleteService} from './plans.js';

/** Reads a typed ipvsadm command, with or without the program's name, as a plan; words say what is wrong with it. */
export function readRule(text: string, snapshot: Snapshot): Plan | {readonly problem: string} {
  const words = text
    .trim()
    .replace(/^(ipvsadm|lvsctl)\s+/, '')
    .split(/\s+/);
  try {
    const command = parseCommandLine(words, 'lvsctl', 'lvsctl', {
      addressOf: host => {
        throw new NameNeeded(host);
      },
      portOf: () => null,
    });
    if (command.type !== 'change') return {problem: 'only commands that change the table: -A -E -D -a -e -d -Z'};
    return planChange(command.change, snapshot);
  } catch (error) {
    if (error instanceof CommandLineError) return {problem: error.failure.message};
    if (error instanceof NameNeeded) return {problem: `'${error.host}' is no address: write it as a number`};
    throw error;
  }
}

function planChange(change: Change, {services}: Snapshot): Plan | {readonly problem: string} {
  switch (change.type) {
    case 'flush':
    case 'set':
    case 'start-daemon':
    case 'stop-daemon':
      return {problem: 'this is not done from here: use it on the command line'};
    case 'add-service':
      return typed(change, `add ${formatServiceId(change.service.id)}`, undefined, []);
    case 'zero': {
      if (!change.id) return {problem: 'say of which service: -Z -t ADDRESS:PORT'};
      const seen = find(services, serviceKey(change.id));
      return seen ? typed(change, `zero the counters of ${seen.name}`, seen, []) : {problem: noService};
    }
    case 'edit-service': {
      const seen = find(services, serviceKey(change.service.id));
      if (!seen) return {problem: noService};
      return typed(change, `edit ${seen.name}`, seen, [{type: 'service', service: seen.service}]);
    }
    case 'delete-service': {
      const seen = find(services, serviceKey(change.id));
      if (!seen) return {problem: noService};
      return seen.destinations?.every(isFull)
        ? planDeleteService(seen)
        : {problem: 'its real servers are not read yet: unfold it first'};
    }
    case 'add-server':
    case 'edit-server':
    case 'delete-server': {
      const seen = find(services, serviceKey(change.id));
      if (!seen) return {problem: noService};
      const key = destinationKey(change.destination);
      const known = seen.destinations?.find(each => destinationKey(each) === key);
      const title = `${change.type === 'add-server' ? 'add a real server to' : 'edit a real server of'} ${seen.name}`;
      if (change.type === 'add-server') return typed(change, title, seen, [], rowKey(seen.key, key));
      if (!known) return {problem: 'the service has no such real server'};
      if (!isFull(known)) return {problem: 'its settings are not read yet: unfold the service first'};
      if (change.type === 'delete-server') return planDeleteServer(seen, known);
      const premise: Premise = {type: 'server', id: change.id, destination: known};
      return {
        ...typed(change, title, seen, [premise], rowKey(seen.key, key)),
        inverse: inverseOf(change, {destination: known}),
      };
    }
  }
}

const noService = 'there is no such service';

function find(services: readonly SeenService[], key: string): SeenService | undefined {
  return services.find(seen => seen.key === key);
}

function typed(
  change: Change,
  title: string,
  seen: SeenService | undefined,
  premises: readonly Premise[],
  row?: string,
): Plan {
  return {
    title,
    changes: [change],
    premises,
    inverse: inverseOf(change, seen ? {service: seen.service} : {}),
    danger: undefined,
    row: row ?? seen?.key ?? (change.type === 'add-service' ? serviceKey(change.service.id) : ''),
  };
}
