import {formatEndpoint, parseEndpoint} from '../../../net/endpoint.js';
import type {Director} from '../director.js';
import type {Field} from '../store/field.js';
import {type DestinationEntry, destinationEntryKey} from '../table/entries.js';
import type {ConnectionEntry} from './connection.js';
import type {ConnectionTable} from './connection-table.js';
import {stateName, stateNumber} from './state-machine.js';
import {endings, type Script, steps} from './workload.js';

/** The connections as plain values, in the order of their creation: a template stands before what came by it. */
export function encodeConnections(connections: ConnectionTable): Record<string, unknown>[] {
  const indexes = new Map<ConnectionEntry, number>();
  return Array.from(connections.inCreation(), connection => {
    indexes.set(connection, indexes.size);
    const {
      protocol,
      client,
      clientPort,
      virtual,
      virtualPort,
      destination,
      destinationPort,
      control,
      engineData,
      script,
    } = connection;
    return {
      protocol,
      client: formatEndpoint({address: client, port: clientPort}),
      virtual: formatEndpoint({address: virtual, port: virtualPort}),
      server: formatEndpoint(destination),
      of: destination.virtual,
      ...(destinationPort !== destination.port && {destinationPort}),
      ...(connection.isTemplate && {isTemplate: true}),
      state: stateName(connection),
      ...(!connection.isInactive && {isActive: true}),
      ...(connection.hasNoOutput && {hasNoOutput: true}),
      timeout: connection.timeout,
      expiresAt: connection.expiresAt,
      ...(control && {template: indexes.get(control)}),
      ...(engineData !== undefined && {engineData}),
      ...(script && {script}),
    };
  });
}

/** The inverse, once the director has its services and its trash. Destinations count what is theirs. */
export function decodeConnections(director: Director, field: Field): void {
  const destinations = new Map<string, DestinationEntry>();
  const named = (of: string, key: string) => `${of} ${key}`;
  for (const service of director.services.inOrder()) {
    for (const destination of service.destinations)
      destinations.set(named(destination.virtual, destinationEntryKey(destination)), destination);
  }
  for (const destination of director.trash) {
    const name = named(destination.virtual, destinationEntryKey(destination));
    if (!destinations.has(name)) destinations.set(name, destination);
  }
  const decoded: ConnectionEntry[] = [];
  for (const member of field.list()) {
    const server = member.get('server');
    const destination = destinations.get(named(member.get('of').text(), destinationEntryKey(endpoint(server))));
    if (!destination) throw server.wrong('one of the destinations, or of the deleted ones');
    const connection = decodeConnection(member, destination, decoded);
    decoded.push(connection);
    count(connection);
    director.connections.add(connection);
    if (connection.script) director.scripts.add(connection.script.at, connection);
  }
}

function decodeConnection(
  field: Field,
  destination: DestinationEntry,
  earlier: readonly ConnectionEntry[],
): ConnectionEntry {
  const is = (name: string) => !field.get(name).isAbsent && field.get(name).truth();
  const protocol = field.get('protocol').integer(0, 255);
  const client = endpoint(field.get('client'));
  const virtual = endpoint(field.get('virtual'));
  const isTemplate = is('isTemplate');
  const template = field.get('template');
  const port = field.get('destinationPort');
  const connection: ConnectionEntry = {
    family: client.address.family,
    protocol,
    client: client.address,
    clientPort: client.port,
    virtual: virtual.address,
    virtualPort: virtual.port,
    destination,
    destinationPort: port.isAbsent ? destination.port : port.integer(0, 65535),
    isTemplate,
    isInactive: !is('isActive'),
    hasNoOutput: is('hasNoOutput'),
    state: field.get('state').parsed(name => stateNumber(protocol, isTemplate, name), 'a state of its protocol'),
    timeout: field.get('timeout').integer(0, Number.MAX_SAFE_INTEGER),
    expiresAt: field.get('expiresAt').time(),
    control: template.isAbsent ? undefined : earlier[template.integer(0, earlier.length - 1)],
    controlled: 0,
    engineData: field.get('engineData').isAbsent ? undefined : field.get('engineData').text(),
    script: field.get('script').isAbsent ? undefined : decodeScript(field.get('script')),
    serial: 0,
    key: '',
    timerAt: 0,
  };
  if (connection.control) connection.control.controlled++;
  return connection;
}

function decodeScript(field: Field): Script {
  return {
    step: field.get('step').oneOf(steps),
    at: field.get('at').time(),
    requestsLeft: field.get('requestsLeft').integer(),
    pause: field.get('pause').integer(),
    requestBytes: field.get('requestBytes').integer(),
    replyBytes: field.get('replyBytes').integer(),
    ending: field.get('ending').oneOf(endings),
  };
}

/** NB: not bindDestination(): whether it is overloaded stands in the file. */
function count({destination, isTemplate, isInactive}: ConnectionEntry): void {
  if (isTemplate) destination.persistent++;
  else if (isInactive) destination.inactive++;
  else destination.active++;
}

function endpoint(field: Field): {address: ConnectionEntry['client']; port: number} {
  return field.parsed(parseEndpoint, 'an address and a port');
}
