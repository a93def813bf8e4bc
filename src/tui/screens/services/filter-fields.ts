import {forwardingName} from '../../../ipvs/forwarding.js';
import {protocolName} from '../../../ipvs/protocol.js';
import {type Endpoint, formatEndpoint} from '../../../net/endpoint.js';
import {type NameBook, noNames} from '../../../settings/name-book.js';
import type {FilterFields} from '../../filter/fields.js';
import {parseFilter} from '../../filter/parse-filter.js';
import type {SeenDestination, SeenService} from '../../data/snapshot.js';
import {destinationCondition, serviceCondition} from '../../data/condition.js';
import {type Measure, measures} from './measures.js';

/** A row of the tree, to be matched with a filter. */
interface Target {
  readonly seen: SeenService;
  /** Undefined for the service itself. */
  readonly destination: SeenDestination | undefined;
}

/** Which services and real servers somebody wants to see. */
export interface RowFilter {
  readonly isEmpty: boolean;
  service(seen: SeenService): boolean;
  destination(seen: SeenService, destination: SeenDestination): boolean;
}

export const noFilter: RowFilter = {isEmpty: true, service: () => true, destination: () => true};

/** @param names by which rows are found too */
const fieldsWith = (names: NameBook): FilterFields<Target> => ({
  numbers: Object.fromEntries(
    Object.entries<Measure>(measures).map(([name, measure]) => [
      name,
      ({seen, destination}: Target) => (destination ? measure.ofDestination(destination) : measure.ofService(seen)),
    ]),
  ),
  words: {
    state: ({seen, destination}) => (destination ? destinationCondition(destination) : serviceCondition(seen)),
    forwarding: ({destination}) => (destination ? forwardingName(destination.forwarding) : []),
    scheduler: ({seen}) => seen.service.scheduler,
    protocol: ({seen: {service}}) => (service.id.type === 'address' ? protocolName(service.id.protocol) : 'fwmark'),
  },
  // a real server also counts by its service, so that !10.0.0.1 leaves out all that belongs to it
  addresses: target => endpointsOf(target).map(({address}) => address),
  ports: target => endpointsOf(target).map(({port}) => port),
  text: ({seen, destination}) => {
    const service = `${seen.name} ${names.serviceName(seen.name) ?? ''}`;
    return destination
      ? `${service} ${formatEndpoint(destination)} ${names.hostName(destination.address) ?? ''}`
      : service;
  },
});

function endpointsOf({seen: {service}, destination}: Target): readonly Endpoint[] {
  return [...(destination ? [destination] : []), ...(service.id.type === 'address' ? [service.id] : [])];
}

/** Reads a filter; a message says what is wrong with it. */
export function readRowFilter(text: string, names: NameBook = noNames): RowFilter | {readonly problem: string} {
  const parsed = parseFilter(text, fieldsWith(names));
  if (!parsed.ok) return {problem: parsed.message};
  if (parsed.isEmpty) return noFilter;
  return {
    isEmpty: false,
    service: seen => parsed.matches({seen, destination: undefined}),
    destination: (seen, destination) => parsed.matches({seen, destination}),
  };
}
