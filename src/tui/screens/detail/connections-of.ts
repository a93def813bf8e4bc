import {type Connection, isTemplate} from '../../../ipvs/connection.js';
import {protocols} from '../../../ipvs/protocol.js';
import type {ServiceId} from '../../../ipvs/service.js';
import {addressKey, isSameAddress} from '../../../net/address.js';
import type {Endpoint} from '../../../net/endpoint.js';
import type {SeenDestination} from '../../data/snapshot.js';
import type {TreeRow} from '../services/tree-rows.js';

/** Whether a connection belongs to a service or real server, as far as the connection table tells. */
export function connectionsOf(row: TreeRow): (connection: Connection) => boolean {
  const {service, destinations = []} = row.seen;
  const isOfService = matcherOf(service.id, destinations);
  if (row.type === 'service') return isOfService;
  const isOfServer = anyOf([row.destination]);
  return connection => isOfServer(connection.destination) && isOfService(connection);
}

function matcherOf(id: ServiceId, destinations: readonly SeenDestination[]): (connection: Connection) => boolean {
  const isOfServers = anyOf(destinations);
  // NB: connections of a fwmark service carry the address they came for; only its templates show the mark
  if (id.type === 'fwmark')
    return connection =>
      isTemplate(connection) ? isTemplateOfMark(connection, id) : isOfServers(connection.destination);
  const label = protocols.find(({number}) => number === id.protocol)?.label;
  return ({protocol, virtual, destination}) =>
    virtual.port === (id.port || virtual.port) &&
    protocol === (label ?? protocol) &&
    isSameAddress(id.address, virtual.address) &&
    (id.port !== 0 || isOfServers(destination)); // the ports of other services at this address are theirs
}

/** Whether it is one of them: port 0 is any, that of a real server and that of a template. */
function anyOf(destinations: readonly SeenDestination[]): (endpoint: Endpoint) => boolean {
  const known = new Set(
    destinations.flatMap(({address, port}) => [`${addressKey(address)} ${port}`, addressKey(address)]),
  );
  const withAnyPort = new Set(destinations.filter(({port}) => port === 0).map(({address}) => addressKey(address)));
  return ({address, port}) => {
    const key = addressKey(address);
    return known.has(port === 0 ? key : `${key} ${port}`) || withAnyPort.has(key);
  };
}

/** ip_vs_sched_persist() writes the mark where an address would be. */
function isTemplateOfMark({protocol, virtual}: Connection, {fwmark, family}: Extract<ServiceId, {type: 'fwmark'}>) {
  const {address} = virtual;
  const mark = address.family === 'ipv4' ? address.value : address.words[0];
  return protocol === 'IP' && address.family === family && mark === fwmark;
}
