import {type Address, parseIpv4, parseIpv6} from '../net/address.js';
import {directRouting, masquerading, tunnelChecksum, tunneling, tunnelRemoteChecksum, tunnelTypes} from '../ipvs/forwarding.js';
import {sctp, tcp, udp} from '../ipvs/protocol.js';
import {serviceFlag} from '../ipvs/service.js';
import {type Draft, draftFamily} from './draft.js';
import {parseEndpointArgument, parseIpv4Argument} from './endpoint.js';
import {usage} from './failure.js';
import type {NameTable} from './names.js';
import {firstBytes, leadingInteger, parseInteger} from './numbers.js';
import type {Switch} from './options.js';

/** 31 days, the longest timeout ipvsadm takes. */
export const longestTimeout = 2678400;
const largestInt = 2147483647;

/** Takes one option into the draft, checking its value as ipvsadm does when it meets it. Throws CommandLineError. */
export function readOption(draft: Draft, option: Switch['long'], argument: string | undefined, names: NameTable): void {
  const text = argument ?? '';
  switch (option) {
    case 'tcp-service':
      return readService(draft, text, tcp, names);
    case 'udp-service':
      return readService(draft, text, udp, names);
    case 'sctp-service':
      return readService(draft, text, sctp, names);
    case 'fwmark-service':
      draft.fwmark = number(text, 1, 0xffffffff, `invalid fwmark value \`${text}' specified`);
      draft.protocol = tcp;
      return;
    case 'ipv6':
      if (draft.fwmark === 0) throw usage('-6 used before -f\n');
      draft.isIpv6Mark = true;
      draft.netmask = 128;
      return;
    case 'scheduler':
      if (text !== '') draft.scheduler = firstBytes(text, 15);
      return;
    case 'persistent':
      draft.flags |= serviceFlag.persistent;
      draft.timeout = argument === undefined ? 360 : readTimeout(text, 1);
      return;
    case 'netmask':
      return readNetmask(draft, text, names);
    case 'real-server':
      return readServer(draft, text, names);
    case 'gatewaying':
      draft.forwarding = directRouting;
      return;
    case 'masquerading':
      draft.forwarding = masquerading;
      return;
    case 'ipip':
      draft.forwarding = tunneling;
      return;
    case 'weight':
      draft.weight = number(text, 0, largestInt, 'illegal weight specified');
      return;
    case 'u-threshold':
      draft.upperThreshold = number(text, 0, largestInt, 'illegal u_threshold specified');
      return;
    case 'l-threshold':
      draft.lowerThreshold = number(text, 0, largestInt, 'illegal l_threshold specified');
      return;
    case 'ops':
      draft.flags |= serviceFlag.onePacket;
      return;
    case 'pe':
      draft.persistenceEngine = firstBytes(text, 16);
      return;
    case 'sched-flags':
      draft.schedulerFlagList = firstBytes(text, 127);
      return;
    case 'tun-type':
      draft.tunnelType = readTunnelType(text);
      return;
    case 'tun-port':
      draft.tunnelPort = number(text, 1, 65535, 'illegal tunnel port specified');
      return;
    case 'tun-csum':
      draft.tunnelFlags |= tunnelChecksum;
      return;
    case 'tun-remcsum':
      draft.tunnelFlags |= tunnelRemoteChecksum;
      return;
    case 'mcast-interface':
      draft.interface = firstBytes(text, 15);
      return;
    case 'syncid':
      draft.syncId = number(text, 0, 255, 'illegal syncid specified');
      return;
    case 'mcast-group':
      draft.group = readGroup(text);
      return;
    case 'mcast-port':
      draft.multicastPort = number(text, 1, 65535, 'illegal mcast-port specified');
      return;
    case 'mcast-ttl':
      draft.ttl = number(text, 1, 255, 'illegal mcast-ttl specified');
      return;
    case 'sync-maxlen':
      draft.maximumLength = number(text, 1, 65507, 'illegal sync-maxlen specified');
      return;
    default: // flags that only have to be there: `given` has them
  }
}

/** A timeout in seconds, `least`..31 days. */
export function readTimeout(text: string, least: number): number {
  return number(text, least, longestTimeout, `invalid timeout value \`${text}' specified`);
}

function readService(draft: Draft, text: string, protocol: number, names: NameTable): void {
  draft.protocol = protocol;
  const endpoint = parseEndpointArgument(text, protocol, names);
  if (!endpoint) throw usage('illegal virtual server address[:port] specified');
  draft.address = endpoint.address;
  draft.port = endpoint.port ?? 0;
  if (endpoint.address.family === 'ipv6') draft.netmask = 128;
}

function readServer(draft: Draft, text: string, names: NameTable): void {
  const endpoint = parseEndpointArgument(text, draft.protocol, names);
  if (!endpoint) throw usage('illegal real server address[:port] specified');
  draft.server = {address: endpoint.address, port: endpoint.port ?? draft.port};
}

function readNetmask(draft: Draft, text: string, names: NameTable): void {
  if (draftFamily(draft) === 'ipv6') {
    const length = leadingInteger(text);
    if (length < 1 || length > 128) throw usage('illegal ipv6 netmask specified');
    draft.netmask = length;
    return;
  }
  const mask = parseIpv4Argument(text, names);
  if (mask?.family !== 'ipv4') throw usage('illegal virtual server persistent mask specified');
  draft.netmask = mask.value;
}

function readTunnelType(text: string): number {
  const type = tunnelTypes.find(row => row.name === text);
  if (!type) throw usage('illegal tunnel type specified');
  return type.number;
}

function readGroup(text: string): Address {
  const isIpv6 = text.includes(':');
  const group: Address | undefined = isIpv6 ? parseIpv6(text) : parseIpv4(text);
  const isMulticast = group?.family === 'ipv6' ? group.words[0] >>> 24 === 0xff : group !== undefined && group.value >>> 28 === 0xe;
  if (!group || !isMulticast) throw usage(`invalid ${isIpv6 ? 'IPv6' : 'IPv4'} mcast-group \`${text}'`);
  return group;
}

function number(text: string, least: number, most: number, message: string): number {
  const value = parseInteger(text, least, most);
  if (value === undefined) throw usage(message);
  return value;
}
