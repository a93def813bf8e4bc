import {type Address, parseIpv4, parseIpv6} from '../net/address.js';
import {
  directRouting,
  masquerading,
  tunnelChecksum,
  tunneling,
  tunnelRemoteChecksum,
  tunnelTypes,
} from '../ipvs/forwarding.js';
import {sctp, tcp, udp} from '../ipvs/protocol.js';
import {serviceFlag} from '../ipvs/service.js';
import {type Draft, draftFamily} from './draft.js';
import {parseEndpointArgument, parseIpv4Argument} from './endpoint.js';
import {usage} from './failure.js';
import type {NameTable} from './names.js';
import {firstBytes, leadingInteger, parseInteger} from './numbers.js';
import type {Switch} from './options.js';

/** 31 days, the longest timeout ipvsadm takes. */
const longestTimeout = 2678400;
const largestInt = 2147483647;

/** @param argument undefined only for an option whose argument is optional, when it has none */
type Reader = (draft: Draft, text: string, names: NameTable, argument: string | undefined) => void;

/** How each option's value is read, by the option's long name; those that only have to be there need no row. */
const readers: Readonly<Partial<Record<Switch['long'], Reader>>> = {
  'tcp-service': (draft, text, names) => readService(draft, text, tcp, names),
  'udp-service': (draft, text, names) => readService(draft, text, udp, names),
  'sctp-service': (draft, text, names) => readService(draft, text, sctp, names),
  'fwmark-service': (draft, text) => {
    draft.fwmark = number(text, 1, 0xffffffff, `invalid fwmark value \`${text}' specified`);
    draft.protocol = tcp;
  },
  ipv6: draft => {
    if (draft.fwmark === 0) throw usage('-6 used before -f\n');
    draft.isIpv6Mark = true;
    draft.netmask = 128;
  },
  scheduler: (draft, text) => {
    if (text !== '') draft.scheduler = firstBytes(text, 15);
  },
  persistent: (draft, text, _names, argument) => {
    draft.flags |= serviceFlag.persistent;
    draft.timeout = argument === undefined ? 360 : readTimeout(text, 1);
  },
  netmask: readNetmask,
  'real-server': readServer,
  gatewaying: draft => {
    draft.forwarding = directRouting;
  },
  masquerading: draft => {
    draft.forwarding = masquerading;
  },
  ipip: draft => {
    draft.forwarding = tunneling;
  },
  weight: (draft, text) => {
    draft.weight = number(text, 0, largestInt, 'illegal weight specified');
  },
  'u-threshold': (draft, text) => {
    draft.upperThreshold = number(text, 0, largestInt, 'illegal u_threshold specified');
  },
  'l-threshold': (draft, text) => {
    draft.lowerThreshold = number(text, 0, largestInt, 'illegal l_threshold specified');
  },
  ops: draft => {
    draft.flags |= serviceFlag.onePacket;
  },
  pe: (draft, text) => {
    draft.persistenceEngine = firstBytes(text, 16);
  },
  'sched-flags': (draft, text) => {
    draft.schedulerFlagList = firstBytes(text, 127);
  },
  'tun-type': (draft, text) => {
    draft.tunnelType = readTunnelType(text);
  },
  'tun-port': (draft, text) => {
    draft.tunnelPort = number(text, 1, 65535, 'illegal tunnel port specified');
  },
  'tun-csum': draft => {
    draft.tunnelFlags |= tunnelChecksum;
  },
  'tun-remcsum': draft => {
    draft.tunnelFlags |= tunnelRemoteChecksum;
  },
  'mcast-interface': (draft, text) => {
    draft.interface = firstBytes(text, 15);
  },
  syncid: (draft, text) => {
    draft.syncId = number(text, 0, 255, 'illegal syncid specified');
  },
  'mcast-group': (draft, text) => {
    draft.group = readGroup(text);
  },
  'mcast-port': (draft, text) => {
    draft.multicastPort = number(text, 1, 65535, 'illegal mcast-port specified');
  },
  'mcast-ttl': (draft, text) => {
    draft.ttl = number(text, 1, 255, 'illegal mcast-ttl specified');
  },
  'sync-maxlen': (draft, text) => {
    draft.maximumLength = number(text, 1, 65507, 'illegal sync-maxlen specified');
  },
};

/** Takes one option into the draft, checking its value as ipvsadm does when it meets it. Throws CommandLineError. */
export function readOption(draft: Draft, option: Switch['long'], argument: string | undefined, names: NameTable): void {
  readers[option]?.(draft, argument ?? '', names, argument);
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
  const isMulticast =
    group?.family === 'ipv6' ? group.words[0] >>> 24 === 0xff : group !== undefined && group.value >>> 28 === 0xe;
  if (!group || !isMulticast) throw usage(`invalid ${isIpv6 ? 'IPv6' : 'IPv4'} mcast-group \`${text}'`);
  return group;
}

function number(text: string, least: number, most: number, message: string): number {
  const value = parseInteger(text, least, most);
  if (value === undefined) throw usage(message);
  return value;
}
