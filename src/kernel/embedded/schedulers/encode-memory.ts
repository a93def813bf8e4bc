import {formatEndpoint, parseEndpoint} from '../../../net/endpoint.js';
import type {Field} from '../store/field.js';
import {type DestinationEntry, destinationEntryKey, type ServiceEntry} from '../table/entries.js';
import type {CachedSet, SchedulerMemory} from './memory.js';
import {beginScheduling} from './schedulers.js';

/** What a scheduler remembers as plain values; undefined where it is nothing, or follows from the destinations. */
export function encodeMemory(memory: SchedulerMemory): Record<string, unknown> | undefined {
  switch (memory.type) {
    case 'nothing':
    case 'table':
      return undefined;
    case 'cursor':
      return memory.last && {last: formatEndpoint(memory.last)};
    case 'weights': {
      const {last, current} = memory;
      return {...(last && {last: formatEndpoint(last)}), current};
    }
    case 'cache': {
      const entries = [...memory.entries].map(([address, {members, ...times}]) => [
        address,
        {...times, members: members.map(formatEndpoint)},
      ]);
      return entries.length === 0 ? undefined : {sweepAt: memory.sweepAt, entries: Object.fromEntries(entries)};
    }
  }
}

/** The inverse, once the service has its destinations. */
export function decodeMemory(service: ServiceEntry, field: Field): SchedulerMemory {
  beginScheduling(service);
  const {memory} = service;
  if (field.isAbsent) return memory;
  switch (memory.type) {
    case 'nothing':
    case 'table':
      return memory;
    case 'cursor':
      return {type: 'cursor', last: member(service, field.get('last'))};
    case 'weights':
      return {
        ...memory,
        last: field.get('last').isAbsent ? undefined : member(service, field.get('last')),
        current: field.get('current').integer(0, 0x7fffffff),
      };
    case 'cache': {
      const entries = field.get('entries');
      const names = Object.keys(entries.value as object);
      return {
        type: 'cache',
        sweepAt: field.get('sweepAt').time(),
        entries: new Map(names.map(name => [name, decodeSet(service, entries.get(name))])),
      };
    }
  }
}

function decodeSet(service: ServiceEntry, field: Field): CachedSet {
  const members = field.get('members').list();
  return {
    members: members.map(name => find(service, name)).filter(found => found !== undefined), // one that was deleted is never chosen again
    lastUse: field.get('lastUse').time(),
    lastChange: field.get('lastChange').time(),
  };
}

function member(service: ServiceEntry, field: Field): DestinationEntry {
  const found = find(service, field);
  if (!found) throw field.wrong('one of the destinations of the service');
  return found;
}

function find(service: ServiceEntry, field: Field): DestinationEntry | undefined {
  return service.byKey.get(destinationEntryKey(field.parsed(parseEndpoint, 'an address and a port')));
}
