import type {Connection} from '../../../ipvs/connection.js';
import type {DestinationId} from '../../../ipvs/destination.js';
import {type ServiceId, serviceKey} from '../../../ipvs/service.js';
import {isSameAddress} from '../../../net/address.js';
import {type Endpoint, formatEndpoint} from '../../../net/endpoint.js';
import type {SeenService} from '../../data/snapshot.js';
import type {TreeRow} from '../services/tree-rows.js';
import {isOfService} from './filter.js';
import {stateOf, template} from './table.js';

/** The service, real server, or real server of a service that is followed. */
export interface Following {
  /** `10.1.0.11:8080 of tcp/10.0.0.1:80` */
  readonly name: string;
  readonly service: FollowedService | undefined;
  readonly server: Endpoint | undefined;
}

interface FollowedService {
  readonly id: ServiceId;
  readonly name: string;
  /** Its real servers when it began to be followed. */
  readonly servers: readonly DestinationId[];
  /** Ports of its address that are services of their own; means something for port 0. */
  readonly otherPorts: ReadonlySet<number>;
}

/** @param services all there are */
export function followRow(row: TreeRow, services: readonly SeenService[]): Following {
  const {seen} = row;
  const service: FollowedService = {
    id: seen.service.id,
    name: seen.name,
    servers: seen.destinations ?? [],
    otherPorts: otherPorts(seen.service.id, services),
  };
  return following(service, row.type === 'destination' ? row.destination : undefined);
}

/** One real server, of the service that is followed if one is. */
export function followServer(before: Following | undefined, server: Endpoint): Following {
  return following(before?.service, server);
}

function following(service: FollowedService | undefined, server: Endpoint | undefined): Following {
  const names = [server && formatEndpoint(server), service?.name].filter(name => name !== undefined);
  return {name: names.join(' of '), service, server};
}

export function isFollowed(connection: Connection, {service, server}: Following): boolean {
  if (server && !isToward(connection, server)) return false;
  return !service || isOf(connection, service);
}

/** NB: a connection of a fwmark service carries the address it came for: but for its templates it is known by its real server only. */
function isOf(connection: Connection, {id, servers, otherPorts: others}: FollowedService): boolean {
  if (id.type === 'fwmark')
    return stateOf(connection) === template
      ? isOfService(connection, id)
      : servers.some(server => isToward(connection, server));
  const port = id.port === 0 ? undefined : id.port;
  return isOfService(connection, {...id, port}) && !(id.port === 0 && others.has(connection.virtual.port));
}

/** Port 0 is any: a real server with it gets connections on the port they came for, a template with it is for all ports. */
function isToward({destination}: Connection, {address, port}: DestinationId): boolean {
  const isPort = port === 0 || destination.port === 0 || destination.port === port;
  return isPort && isSameAddress(destination.address, address);
}

/** A service with port 0 gets what no service of that address and another port takes (ip_vs_service_find). */
function otherPorts(id: ServiceId, services: readonly SeenService[]): ReadonlySet<number> {
  if (id.type === 'fwmark' || id.port !== 0) return new Set();
  const prefix = serviceKey(id).slice(0, -1);
  const others = services.filter(({key}) => key.startsWith(prefix)).map(({service}) => service.id);
  return new Set(others.flatMap(other => (other.type === 'address' && other.port !== 0 ? [other.port] : [])));
}
