import type {Change} from '../../ipvs/change.js';
import type {Destination} from '../../ipvs/destination.js';
import {destinationKey} from '../../ipvs/destination.js';
import {inverseOf} from '../../ipvs/inverse.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {isFull, type SeenService} from '../data/snapshot.js';
import {rowKey} from '../data/trends.js';
import type {Plan} from './plan.js';

/** The largest weight ipvsadm takes (it reads a signed 32-bit number). */
export const largestWeight = 2147483647;

/** Sets the weight of a real server; everything else of it stays. */
export function planWeight(seen: SeenService, destination: Destination, weight: number): Plan {
  const {id} = seen.service;
  const name = `${formatEndpoint(destination)} of ${seen.name}`;
  const verb =
    weight === 0
      ? 'quiesce'
      : destination.weight === 0
        ? `restore to weight ${weight}`
        : `weight ${destination.weight} → ${weight}:`;
  const isLast = weight === 0 && destination.weight !== 0 && isLastServer(seen, destination);
  return plan({
    title: `${verb} ${name}`,
    change: {type: 'edit-server', id, destination: {...destination, weight}},
    seen,
    destination,
    danger: isLast ? `no other real server of ${seen.name} has a weight: new connections will be refused` : undefined,
  });
}

export function planDeleteServer(seen: SeenService, destination: Destination): Plan {
  const held = destination.activeConnections + destination.inactiveConnections;
  const dangers = [
    ...(isLastServer(seen, destination) ? [`it is the last real server of ${seen.name} with a weight`] : []),
    ...(held > 0 ? [`its ${held} connections lose it`] : []),
  ];
  return plan({
    title: `delete ${formatEndpoint(destination)} from ${seen.name}`,
    change: {type: 'delete-server', id: seen.service.id, destination},
    seen,
    destination,
    danger: dangers.length > 0 ? dangers.join('; ') : undefined,
  });
}

/** NB: its real servers must be known with everything, or undo would lose their thresholds. */
export function planDeleteService(seen: SeenService): Plan {
  const {servers, active, inactive} = seen.sums;
  return plan({
    title: `delete ${seen.name} with its ${servers} real servers`,
    change: {type: 'delete-service', id: seen.service.id},
    seen,
    danger: `the whole service goes${active + inactive > 0 ? `, and ${active + inactive} connections with it` : ''}`,
  });
}

export function planZero(seen: SeenService): Plan {
  return plan({
    title: `zero the counters of ${seen.name} and its real servers`,
    change: {type: 'zero', id: seen.service.id},
    seen,
    danger: undefined,
  });
}

/** No other real server of the service would get new connections. */
function isLastServer({destinations = []}: SeenService, destination: Destination): boolean {
  const key = destinationKey(destination);
  return destination.weight > 0 && destinations.every(each => each.weight === 0 || destinationKey(each) === key);
}

interface Draft {
  readonly title: string;
  readonly change: Change;
  readonly seen: SeenService;
  readonly destination?: Destination;
  readonly danger: string | undefined;
}

function plan({title, change, seen, destination, danger}: Draft): Plan {
  const {service} = seen;
  const destinations = seen.destinations?.every(isFull) ? (seen.destinations as readonly Destination[]) : undefined;
  return {
    title,
    changes: [change],
    premises: [destination ? {type: 'server', id: service.id, destination} : {type: 'service', service}],
    inverse: inverseOf(change, {service, ...(destination && {destination}), ...(destinations && {destinations})}),
    danger,
    row: destination ? rowKey(seen.key, destinationKey(destination)) : seen.key,
  };
}
