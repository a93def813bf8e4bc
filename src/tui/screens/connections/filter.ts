import type {Connection} from '../../../ipvs/connection.js';
import {protocols} from '../../../ipvs/protocol.js';
import {parseServicePattern, type ServicePattern} from '../../../ipvs/service-text.js';
import {isSameAddress} from '../../../net/address.js';
import {type Endpoint, formatEndpoint, parseEndpoint} from '../../../net/endpoint.js';
import {parsePrefix, prefixContains} from '../../../net/prefix.js';
import {type NameBook, noNames} from '../../../settings/name-book.js';
import type {FilterFields} from '../../filter/fields.js';
import {parseFilter} from '../../filter/parse-filter.js';
import {markOf, serviceNameOf} from './names.js';
import {stateOf} from './table.js';

type Matches = (connection: Connection) => boolean;

/** Which connections somebody wants to see. */
export interface ConnectionFilter {
  readonly isEmpty: boolean;
  readonly matches: Matches;
}

export const noConnectionFilter: ConnectionFilter = {isEmpty: true, matches: () => true};

/** @param names by which connections are found too */
const fieldsWith = (names: NameBook): FilterFields<Connection> => ({
  numbers: {expires: ({expires}) => expires},
  words: {
    client: ({client}) => formatEndpoint(client),
    server: ({destination}) => formatEndpoint(destination),
    service: serviceNameOf,
    state: stateOf,
    protocol: ({protocol}) => protocol,
  },
  addresses: ({client, virtual, destination}) => [client.address, virtual.address, destination.address],
  ports: ({client, virtual, destination}) => [client.port, virtual.port, destination.port],
  text: connection => {
    const {client, destination, persistenceData = ''} = connection;
    const [from, to] = [formatEndpoint(client), formatEndpoint(destination)];
    const text = `${serviceNameOf(connection)} ${from} ${to} ${stateOf(connection)} ${persistenceData}`;
    return names.isEmpty ? text : `${text} ${namesOf(connection, names)}`;
  },
});

function namesOf(connection: Connection, names: NameBook): string {
  const hosts = [connection.client, connection.virtual, connection.destination].map(({address}) =>
    names.hostName(address),
  );
  return [names.serviceName(serviceNameOf(connection)), ...hosts].filter(name => name !== undefined).join(' ');
}

/** Reads a filter; a message says what is wrong with it. */
export function readConnectionFilter(
  text: string,
  names: NameBook = noNames,
): ConnectionFilter | {readonly problem: string} {
  const places: Matches[] = [];
  const rest = text.replace(/\S+/g, word => {
    const matches = readPlace(word, names);
    if (!matches) return word;
    places.push(matches);
    return '';
  });
  const parsed = parseFilter(rest, fieldsWith(names));
  if (!parsed.ok) return {problem: parsed.message};
  if (parsed.isEmpty && places.length === 0) return noConnectionFilter;
  const matches: Matches = connection => places.every(holds => holds(connection)) && parsed.matches(connection);
  return {isEmpty: false, matches};
}

/** `client=10.0.0.0/8`, `server!=10.1.0.11:8080`, `service=tcp/10.0.0.1`, `state=CLOSE`; undefined for any other word. */
function readPlace(word: string, names: NameBook): Matches | undefined {
  const match = /^(!?)(client|server|service|state)(!?=)(.+)$/i.exec(word);
  if (!match) return undefined;
  const [, not, field, operator, value] = match as unknown as [string, string, string, string, string];
  const holds = readMeant(field.toLowerCase() as keyof typeof readers, value, names);
  if (!holds) return undefined; // a part of the text
  return (not === '!') === (operator === '!=') ? holds : connection => !holds(connection);
}

/** A name stands for all its addresses. */
function readMeant(field: keyof typeof readers, value: string, names: NameBook): Matches | undefined {
  const meant = (field === 'service' ? names.servicesMeant(value) : names.serversMeant(value)).map(readers[field]);
  if (meant.length === 1 || meant.includes(undefined)) return meant[0];
  return connection => meant.some(holds => holds?.(connection));
}

const readers = {
  client: (value: string) => readEndpoint(value, ({client}) => client),
  server: (value: string) => readEndpoint(value, ({destination}) => destination),
  service: readService,
  state: readState,
} as const satisfies Readonly<Record<string, (value: string) => Matches | undefined>>;

function readEndpoint(value: string, endpointOf: (connection: Connection) => Endpoint): Matches | undefined {
  const prefix = parsePrefix(value);
  if (prefix) return connection => prefixContains(prefix, endpointOf(connection).address);
  const endpoint = parseEndpoint(value);
  if (!endpoint) return undefined;
  const {address, port} = endpoint;
  return connection => {
    const found = endpointOf(connection);
    return found.port === port && isSameAddress(found.address, address);
  };
}

function readService(value: string): Matches | undefined {
  const pattern = parseServicePattern(value);
  if (pattern) return connection => isOfService(connection, pattern);
  return readEndpoint(value, ({virtual}) => virtual);
}

/** NB: of a fwmark service only the templates are known by its name: its connections carry the address they came for. */
export function isOfService(connection: Connection, pattern: ServicePattern): boolean {
  const {protocol, virtual} = connection;
  if (pattern.type === 'fwmark')
    return markOf(connection) === pattern.fwmark && virtual.address.family === pattern.family;
  const label = protocols.find(row => row.number === pattern.protocol)?.label;
  return (
    (label === undefined || label === protocol) &&
    (pattern.port ?? virtual.port) === virtual.port &&
    isSameAddress(pattern.address, virtual.address)
  );
}

/** Words of tcp_state_name_table and sctp_state_name_table with which others begin: alone each means only itself. */
const shortStates = ['CLOSE', 'INIT', 'COOKIE'];

function readState(value: string): Matches | undefined {
  const word = value.toUpperCase();
  return shortStates.includes(word) ? connection => stateOf(connection) === word : undefined;
}
