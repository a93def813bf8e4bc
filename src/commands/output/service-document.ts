import {formatAddress, formatIpv4} from '../../net/address.js';
import type {Destination} from '../../ipvs/destination.js';
import {
  forwardingName,
  tunnelChecksum,
  tunneling,
  tunnelRemoteChecksum,
  tunnelTypeName,
} from '../../ipvs/forwarding.js';
import {protocolName} from '../../ipvs/protocol.js';
import {familyOfService, isOnePacket, isPersistent, type Service, serviceFlag} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import type {Statistics} from '../../ipvs/statistics.js';
import type {TableEntry} from '../../ipvs/table.js';
import type {FindOwnership, Ownership} from '../../maintenance/owner.js';
import {type NameBook, noNames} from '../../settings/name-book.js';

/** A service with its real servers as docs/json.md describes them. @param ownershipOf undefined where nobody has looked for owners */
export function serviceDocument(
  {service, destinations}: TableEntry,
  ownershipOf?: FindOwnership,
  names: NameBook = noNames,
) {
  const {id} = service;
  const text = formatServiceId(id);
  return {
    service: text,
    ...nameDocument(names.serviceName(text)),
    ...(id.type === 'fwmark'
      ? {fwmark: id.fwmark, family: id.family}
      : {
          protocol: protocolName(id.protocol),
          address: formatAddress(id.address),
          port: id.port,
          family: id.address.family,
        }),
    scheduler: service.scheduler,
    schedulerFlags: ([1, 2, 3] as const).filter(n => (service.flags & serviceFlag[`scheduler${n}`]) !== 0),
    onePacket: isOnePacket(service),
    persistence: isPersistent(service) ? persistenceDocument(service) : null,
    ...statisticsDocument(service.statistics),
    realServers: destinations.map(destination => ({
      ...destinationDocument(destination, names),
      ...(ownershipOf && ownerDocument(ownershipOf(id, destination))),
    })),
  };
}

/** What has no name has no such field: large documents stay as they are. */
export function nameDocument(name: string | undefined) {
  return name === undefined ? {} : {name};
}

function persistenceDocument(service: Service) {
  const netmask = familyOfService(service.id) === 'ipv4' ? formatIpv4(service.netmask) : service.netmask;
  return {
    timeoutSeconds: service.timeout,
    netmask,
    engine: service.persistenceEngine === '' ? null : service.persistenceEngine,
  };
}

function destinationDocument(destination: Destination, names: NameBook) {
  return {
    address: formatAddress(destination.address),
    port: destination.port,
    ...nameDocument(names.hostName(destination.address)),
    forwarding: forwardingName(destination.forwarding),
    tunnel: destination.forwarding === tunneling ? tunnelDocument(destination) : null,
    weight: destination.weight,
    upperThreshold: destination.upperThreshold,
    lowerThreshold: destination.lowerThreshold,
    activeConnections: destination.activeConnections,
    inactiveConnections: destination.inactiveConnections,
    persistentConnections: destination.persistentConnections,
    ...statisticsDocument(destination.statistics),
  };
}

function ownerDocument(ownership: Ownership | undefined) {
  return {owner: ownership?.owner ?? null, ownersWeight: ownership?.configuredWeight ?? null};
}

function tunnelDocument({tunnel: {type, port, flags}}: Destination) {
  const checksum = (flags & tunnelRemoteChecksum) !== 0 ? 'remote' : (flags & tunnelChecksum) !== 0 ? 'full' : 'none';
  return {type: tunnelTypeName(type), port, checksum};
}

function statisticsDocument({counters, rates}: Statistics) {
  return {counters: {...counters}, rates: {...rates}};
}
