import type {DestinationConfiguration} from '../../ipvs/destination.js';
import {
  forwardingName,
  tunnelChecksum,
  tunneling,
  tunnelRemoteChecksum,
  tunnelTypeName,
} from '../../ipvs/forwarding.js';
import type {DesiredEntry} from '../../ipvs/plan.js';
import {protocolName} from '../../ipvs/protocol.js';
import {
  familyOfService,
  hostNetmask,
  isOnePacket,
  isPersistent,
  schedulerFlags,
  type ServiceConfiguration,
  serviceFlag,
} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {formatAddress, formatIpv4} from '../../net/address.js';

const sayable = serviceFlag.persistent | serviceFlag.onePacket | schedulerFlags;

/**
 * A service with its real servers as lvsctl.list/1 has them, without what is live; where those fields cannot say all
 * that the kernel has, `exact` does. What readDocument reads of it is the same again.
 */
export function settingsDocument({service, destinations}: DesiredEntry) {
  const {id} = service;
  const exact = exactOf(service);
  return {
    service: formatServiceId(id),
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
    persistence: isPersistent(service)
      ? {
          timeoutSeconds: service.timeout,
          netmask: familyOfService(id) === 'ipv4' ? formatIpv4(service.netmask) : service.netmask,
          engine: service.persistenceEngine || null,
        }
      : null,
    ...(exact && {exact}),
    realServers: destinations.map(destinationDocument),
  };
}

/** NB: others leave a timeout, a mask or an engine where there is no persistence. */
function exactOf({id, flags, timeout, netmask, persistenceEngine}: ServiceConfiguration) {
  const own = flags & ~serviceFlag.hashed;
  const isUsed = (flags & serviceFlag.persistent) !== 0;
  const isPlain = timeout === 0 && netmask === hostNetmask(familyOfService(id)) && persistenceEngine === '';
  const isValidMask = familyOfService(id) === 'ipv4' || (netmask >= 1 && netmask <= 128);
  if ((own & ~sayable) === 0 && (isUsed || isPlain) && isValidMask) return undefined;
  return {flags: own >>> 0, timeout, netmask, persistenceEngine};
}

function destinationDocument(destination: DestinationConfiguration) {
  const {tunnel, forwarding} = destination;
  const isTunnel = forwarding === tunneling;
  const checksum = checksumOf(tunnel.flags);
  const isSaid = isTunnel ? checksum !== undefined : tunnel.type === 0 && tunnel.port === 0 && tunnel.flags === 0;
  return {
    address: formatAddress(destination.address),
    port: destination.port,
    forwarding: forwardingName(forwarding),
    tunnel: isTunnel ? {type: tunnelTypeName(tunnel.type), port: tunnel.port, checksum: checksum ?? 'remote'} : null,
    weight: destination.weight,
    upperThreshold: destination.upperThreshold,
    lowerThreshold: destination.lowerThreshold,
    ...(!isSaid && {exact: {tunnelType: tunnel.type, tunnelPort: tunnel.port, tunnelFlags: tunnel.flags}}),
  };
}

function checksumOf(flags: number): 'none' | 'full' | 'remote' | undefined {
  if (flags === 0) return 'none';
  if (flags === tunnelChecksum) return 'full';
  return flags === tunnelRemoteChecksum ? 'remote' : undefined;
}
