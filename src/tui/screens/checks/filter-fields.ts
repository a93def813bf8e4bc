import {type Address, parseAddress} from '../../../net/address.js';
import {type CheckedPlace, isFailed} from '../../../managers/checked-places.js';
import type {FilterFields} from '../../filter/fields.js';
import {parseFilter} from '../../filter/parse-filter.js';
import {everyPlace, type PlaceFilter} from './arrange.js';
import {slowest} from './latencies.js';

const fields: FilterFields<CheckedPlace> = {
  numbers: {
    weight: ({server}) => server.weight ?? 0,
    latency: ({server}) => slowest(server.checks)?.latency,
  },
  words: {
    state: ({server}) => (isFailed(server) ? [server.state, 'failed'] : server.state),
    layer: ({server}) => server.layer ?? [],
    service: ({pool}) => pool.name,
    operator: ({server}) => server.operator ?? [],
    check: ({server}) => server.checks.map(({name}) => name),
  },
  addresses: ({pool, server}) => [...addressOf(server.address), ...pool.services.flatMap(serviceAddress)],
  ports: ({pool, server}) => [
    ...(parseAddress(server.address) ? [server.port] : []),
    ...pool.services.flatMap(id => (id.type === 'address' ? [id.port] : [])),
  ],
  text: ({pool, server}) => [pool.name, server.name, server.reason, server.operator ?? ''].join(' '),
};

/** Reads a filter; a message says what is wrong with it. */
export function readPlaceFilter(text: string): {readonly filter: PlaceFilter} | {readonly problem: string} {
  const parsed = parseFilter(text, fields);
  if (!parsed.ok) return {problem: parsed.message};
  return {filter: parsed.isEmpty ? everyPlace : place => parsed.matches(place)};
}

function addressOf(text: string): readonly Address[] {
  const address = parseAddress(text);
  return address ? [address] : [];
}

function serviceAddress(id: CheckedPlace['pool']['services'][number]): readonly Address[] {
  return id.type === 'address' ? [id.address] : [];
}
