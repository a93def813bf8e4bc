import {localNode, bypass, directRouting, tunneling} from '../../../ipvs/forwarding.js';
import {protocolName} from '../../../ipvs/protocol.js';
import {serviceFlag} from '../../../ipvs/service.js';
import type {Director} from '../director.js';
import {newestFirst} from '../schedulers/scheduler.js';
import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import {connectionTableSize, version} from '../release.js';
import {hex, hexAddress} from './hex.js';

/** The first record of /proc/net/ip_vs. */
export const servicesHeader = `IP Virtual Server version ${version >> 16}.${(version >> 8) & 255}.${version & 255} (size=${connectionTableSize})
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
`;

/** The records of /proc/net/ip_vs: a service with its destinations is one. */
export function* serviceRecords(director: Director, skip: number): Iterable<string> {
  for (const service of director.services.inOrder(skip)) yield serviceRecord(service);
}

/** ip_vs_info_seq_show(). */
function serviceRecord(service: ServiceEntry): string {
  const destinations = [...newestFirst(service)].map(destinationLine);
  return `${serviceName(service)} ${service.scheduler} ${onePacketWord(service)}${persistence(service)}\n${destinations.join('')}`;
}

function serviceName({family, protocol, address, port, fwmark}: ServiceEntry): string {
  if (fwmark !== 0) return `FWM  ${hex(fwmark, 8)}`;
  const text = family === 'ipv4' ? hexAddress(address) : `[${hexAddress(address)}]`;
  return `${protocolWord(protocol)}  ${text}:${hex(port, 4)}`;
}

/** NB: only IPv4 lines of services with an address have the blank behind the flag's place, and IPv6 ones lack the flag. */
function onePacketWord({family, fwmark, flags}: ServiceEntry): string {
  const word = (flags & serviceFlag.onePacket) !== 0 ? 'ops ' : '';
  if (fwmark !== 0) return word;
  return family === 'ipv4' ? `${word} ` : '';
}

function persistence({flags, timeout, netmask}: ServiceEntry): string {
  if ((flags & serviceFlag.persistent) === 0) return '';
  const reversed = ((netmask << 24) | ((netmask & 0xff00) << 8) | ((netmask >>> 8) & 0xff00) | (netmask >>> 24)) >>> 0;
  return `persistent ${timeout} ${hex(reversed, 8)}`; // ntohl of an IPv6 prefix length too
}

function destinationLine({address, port, forwarding, weight, active, inactive}: DestinationEntry): string {
  const text = address.family === 'ipv4' ? hexAddress(address) : `[${hexAddress(address)}]`;
  const columns = `${forwardingWord(forwarding).padEnd(7)} ${String(weight).padEnd(6)} ${String(active).padEnd(10)} ${String(inactive).padEnd(10)}`;
  return `  -> ${text}:${hex(port, 4)}      ${columns}\n`;
}

/** ip_vs_fwd_name(). */
function forwardingWord(forwarding: number): string {
  if (forwarding === localNode) return 'Local';
  if (forwarding === tunneling) return 'Tunnel';
  if (forwarding === directRouting) return 'Route';
  return forwarding === bypass ? 'Bypass' : 'Masq';
}

/** ip_vs_proto_name(). */
export function protocolWord(protocol: number): string {
  if (protocol === 0) return 'IP';
  if (protocol === 1) return 'ICMP';
  if (protocol === 58) return 'ICMPv6';
  const name = protocolName(protocol);
  return name === String(protocol) ? `IP_${protocol}` : name.toUpperCase();
}
