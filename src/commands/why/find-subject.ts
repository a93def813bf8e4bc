import {type DestinationId, destinationKey} from '../../ipvs/destination.js';
import {type ServiceId, serviceKey} from '../../ipvs/service.js';
import {formatServiceId, matchesService, parseServicePattern} from '../../ipvs/service-text.js';
import {type Address, compareAddresses, isSameAddress, parseAddress} from '../../net/address.js';
import {parseEndpoint} from '../../net/endpoint.js';
import type {Subject} from './why-facts.js';

/** A service with its servers, whoever knows of them: the table, or a configuration. */
export interface KnownService {
  readonly id: ServiceId;
  readonly servers: readonly DestinationId[];
  /** What whoever checks it calls it. */
  readonly name?: string | undefined;
}

export interface FoundSubject {
  readonly subject: Subject;
  /** Those it is, or has a part in; bounded. */
  readonly services: readonly ServiceId[];
  /** How many more there are. */
  readonly more: number;
}

const mostServices = 16;
const mostNear = 3;

/**
 * What somebody means by a word. A service goes before a real server of the same address.
 * @param texts the word; in numbers, where it is a name of the settings: one for each address
 * @param resolved addresses of the host, where the word is a name that the machine knows
 */
export function findSubject(
  texts: readonly string[],
  known: readonly KnownService[],
  resolved: readonly Address[],
): FoundSubject {
  const named = texts.flatMap(text => {
    const pattern = parseServicePattern(text);
    return known.filter(({id, name}) => (pattern ? matchesService(pattern, id) : name === text));
  });
  if (named.length > 0) return found({type: 'services'}, named);
  const read = texts.flatMap(text => readReal(text) ?? []);
  const wanted = read.length > 0 ? read.map(one => one.address) : resolved;
  const port = read.length > 0 ? read[0]?.port : portOfName(texts[0] ?? '');
  const isMeant = (id: DestinationId) =>
    (port === undefined || id.port === port) && wanted.some(one => isSameAddress(one, id.address));
  const having = known.filter(({servers}) => servers.some(isMeant));
  const addresses = wanted.filter(one =>
    having.some(({servers}) => servers.some(id => isSameAddress(one, id.address))),
  );
  if (having.length > 0) return found({type: 'real', addresses, port}, having);
  const [address] = wanted;
  const own =
    address === undefined ? [] : known.filter(({id}) => id.type === 'address' && isSameAddress(id.address, address));
  return {
    subject: {type: 'nothing', address, near: nearest(own.length > 0 ? own : known, address)},
    services: [],
    more: 0,
  };
}

/** The port of `web1:80`. */
export function portOfName(text: string): number | undefined {
  const port = /^[^:]+:(\d{1,5})$/.exec(text)?.[1];
  return port === undefined || Number(port) > 65535 ? undefined : Number(port);
}

/** Numbers only; a protocol before them is none of a real server. */
function readReal(text: string): {address: Address; port: number | undefined} | undefined {
  const bare = text.replace(/^[a-z]+\//, '');
  const endpoint = parseEndpoint(bare);
  if (endpoint) return endpoint;
  const address = parseAddress(bare.replace(/^\[(.*)\]$/, '$1'));
  return address && {address, port: undefined};
}

function found(subject: Subject, services: readonly KnownService[]): FoundSubject {
  const unique = [...new Map(services.map(({id}) => [serviceKey(id), id])).values()];
  return {subject, services: unique.slice(0, mostServices), more: Math.max(0, unique.length - mostServices)};
}

/** By address, else in the order of the names; each once. */
function nearest(known: readonly KnownService[], address: Address | undefined): readonly ServiceId[] {
  const ids = [...new Map(known.map(({id}) => [serviceKey(id), id])).values()];
  const comparable = address ? ids.filter(id => id.type === 'address' && id.address.family === address.family) : ids;
  const distance = (id: ServiceId) =>
    address && id.type === 'address' ? distanceOf(id.address, address) : Number.POSITIVE_INFINITY;
  return (comparable.length > 0 ? comparable : ids)
    .toSorted((a, b) => distance(a) - distance(b) || (formatServiceId(a) < formatServiceId(b) ? -1 : 1))
    .slice(0, mostNear);
}

/** How far apart two addresses of a family are, roughly for IPv6. */
function distanceOf(a: Address, b: Address): number {
  if (a.family !== b.family) return Number.MAX_VALUE;
  if (compareAddresses(a, b) === 0) return 0;
  if (a.family === 'ipv4' && b.family === 'ipv4') return Math.abs(a.value - b.value);
  const words = (one: Address) => (one.family === 'ipv6' ? one.words : [0, 0, 0, 0]);
  const [x, y] = [words(a), words(b)];
  return x.reduce((total, word, i) => total * 2 ** 32 + Math.abs(word - (y[i] as number)), 0);
}

export function isServerOf(subject: Subject): ((id: DestinationId) => boolean) | undefined {
  if (subject.type !== 'real') return undefined;
  const {addresses, port} = subject;
  return id => addresses.some(one => isSameAddress(id.address, one)) && (port === undefined || id.port === port);
}

/** Servers of a service, each once, in numeric order. */
export function allServers(...lists: readonly (readonly DestinationId[])[]): readonly DestinationId[] {
  const unique = new Map(lists.flat().map(({address, port}) => [destinationKey({address, port}), {address, port}]));
  return [...unique.values()].sort((a, b) => compareAddresses(a.address, b.address) || a.port - b.port);
}
