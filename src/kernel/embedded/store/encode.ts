import {formatAddress} from '../../../net/address.js';
import type {DaemonEntry, Director} from '../director.js';
import {encodeMemory} from '../schedulers/encode-memory.js';
import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import {type Counts, countNames, type Statistics} from '../table/statistics.js';
import {encodeConnections} from '../traffic/encode-connections.js';
import {encodeWorkload} from '../traffic/workload.js';
import {sysctlTable} from '../texts/sysctls.js';

export const format = 'lvsctl-embedded-kernel';
export const formatVersion = 1;

/** The state as a text: JSON, an entry a line, in the kernel's order. What has its initial value is left out. */
export function encodeDirector(director: Director): string {
  const {services, trash, connections, timeouts} = director;
  const members: [name: string, text: string | undefined][] = [
    ['format', JSON.stringify(format)],
    ['version', String(formatVersion)],
    ['now', String(director.now)],
    ['estimateAt', String(director.estimateAt)],
    ['salt', String(director.salt)],
    ['trashAt', director.trashAt === undefined ? undefined : String(director.trashAt)],
    ['timeouts', json(timeouts)],
    ['sysctls', json(changedSysctls(director))],
    ['master', director.master && json(encodeDaemon(director.master))],
    ['backup', director.backup && json(encodeDaemon(director.backup))],
    ['traffic', director.workload && json(encodeWorkload(director.workload))],
    ['statistics', json(encodeStatistics(director.totals))],
    ['services', lines([...services.inOrder()], encodeService)],
    ['deleted', lines(trash, destination => json(encodeDeleted(director, destination)))],
    ['connections', lines(encodeConnections(connections), json)],
  ];
  const written = members.filter(([, text]) => text !== undefined).map(([name, text]) => `  "${name}": ${text}`);
  return `{\n${written.join(',\n')}\n}\n`;
}

function encodeService(service: ServiceEntry): string {
  const {family, protocol, address, port, fwmark} = service;
  const name = fwmark !== 0 ? {family, fwmark} : {protocol, address: formatAddress(address), port};
  const memory = encodeMemory(service.memory);
  const entry = {
    ...name,
    scheduler: service.scheduler,
    ...(service.engine !== '' && {engine: service.engine}),
    flags: service.flags,
    timeout: service.timeout,
    netmask: service.netmask,
    ...(memory !== undefined && {memory}),
    ...named('statistics', encodeStatistics(service.statistics)),
  };
  const destinations = lines(service.destinations, destination => json(encodeDestination(destination)), '      ');
  return `${json(entry).slice(0, -1)}, "destinations": ${destinations}}`;
}

function encodeDestination(destination: DestinationEntry): Record<string, unknown> {
  const {forwarding, weight, lastWeight, tunnel, upperThreshold, lowerThreshold} = destination;
  const isPlain = tunnel.type === 0 && tunnel.port === 0 && tunnel.flags === 0;
  return {
    address: formatAddress(destination.address),
    port: destination.port,
    forwarding,
    weight,
    ...(lastWeight !== weight && {lastWeight}),
    ...(!isPlain && {tunnel}),
    ...(upperThreshold !== 0 && {upperThreshold}),
    ...(lowerThreshold !== 0 && {lowerThreshold}),
    ...(destination.isOverloaded && {isOverloaded: true}),
    ...(destination.idleSince !== undefined && {idleSince: destination.idleSince}),
    ...named('statistics', encodeStatistics(destination.statistics)),
  };
}

/** In the trash it is an orphan once its service is gone, though there may be another one of the same name by then. */
function encodeDeleted({services}: Director, destination: DestinationEntry): Record<string, unknown> {
  const isOrphan = services.find(destination.service) !== destination.service;
  return {of: destination.virtual, ...(isOrphan && {isOrphan}), ...encodeDestination(destination)};
}

function encodeDaemon({group, state: _state, ...daemon}: DaemonEntry): Record<string, unknown> {
  return {...daemon, group: formatAddress(group)};
}

/** Five counts each, in the order of countNames; what is all zero is left out. */
function encodeStatistics(statistics: Statistics): Record<string, string[]> {
  const counts = (['live', 'seen', 'zero', 'rates'] as const).map(
    kind => [kind, encodeCounts(statistics[kind])] as const,
  );
  return Object.fromEntries(counts.filter(([, values]) => values.some(value => value !== '0')));
}

function encodeCounts(counts: Counts): string[] {
  return countNames.map(name => String(counts[name]));
}

function changedSysctls({sysctls}: Director): Record<string, unknown> {
  const {sync_threshold, ...numbers} = sysctls;
  const changed = Object.entries(numbers).filter(
    ([name, value]) => value !== sysctlTable[name as keyof typeof sysctlTable].initial,
  );
  const isThresholdChanged = sync_threshold[0] !== 3 || sync_threshold[1] !== 50;
  return {...Object.fromEntries(changed), ...(isThresholdChanged && {sync_threshold})};
}

function named(name: string, value: object): Record<string, unknown> {
  return Object.keys(value).length > 0 ? {[name]: value} : {};
}

function lines<T>(entries: readonly T[], encode: (entry: T) => string, indent = '    '): string {
  if (entries.length === 0) return '[]';
  return `[\n${entries.map(entry => indent + encode(entry)).join(',\n')}\n${indent.slice(2)}]`;
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
