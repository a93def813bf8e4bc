import type {DestinationId} from '../../ipvs/destination.js';
import {tcp, udp} from '../../ipvs/protocol.js';
import type {ServiceId} from '../../ipvs/service.js';
import type {Fallback, Real, Virtual} from './ldirectord-config.js';

const protocolNumbers = {tcp, udp, fwm: 0} as const;

/** The kernel's service of a virtual one; undefined where a name in it is not resolved. */
export function serviceOf({subject, protocol, family}: Virtual): ServiceId | undefined {
  if (subject.type === 'fwmark') return {type: 'fwmark', family, fwmark: subject.fwmark};
  const {host, port} = subject;
  if (host.type !== 'address' || typeof port !== 'number') return undefined;
  return {type: 'address', protocol: protocolNumbers[protocol], address: host.address, port};
}

/** The destination of a real server or a fallback within a service; undefined where a name in it is not resolved. */
export function destinationOf(
  id: ServiceId,
  {host, port, forwarding}: Pick<Real | Fallback, 'host' | 'port' | 'forwarding'>,
): DestinationId | undefined {
  if (host.type !== 'address' || typeof port !== 'number') return undefined;
  const servicePort = id.type === 'fwmark' ? 0 : id.port;
  return {address: host.address, port: forwarding === 'masq' ? port || servicePort : servicePort}; // the others do not change it
}
