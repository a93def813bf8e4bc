import {directRouting, gre, gue, masquerading, type Tunnel, tunnelChecksum} from '../../../ipvs/forwarding.js';
import {formatAddress} from '../../../net/address.js';
import type {Endpoint} from '../../../net/endpoint.js';

/** `10.0.0.11 80`, and without a port where there is none. */
export function endpointWords({address, port}: Endpoint): string {
  return port === 0 ? formatAddress(address) : `${formatAddress(address)} ${port}`;
}

/** `NAT`, `DR`, `TUN type gue port 6080 csum` */
export function methodWords(forwarding: number, {type, port, flags}: Tunnel): string {
  if (forwarding === masquerading) return 'NAT';
  if (forwarding === directRouting) return 'DR';
  const checksum = flags === 0 ? '' : flags === tunnelChecksum ? ' csum' : ' remcsum';
  if (type === gue) return `TUN type gue port ${port}${checksum}`;
  return type === gre ? `TUN type gre${checksum}` : 'TUN';
}
