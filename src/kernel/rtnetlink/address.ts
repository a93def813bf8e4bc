import {type Address, isSameAddress} from '../../net/address.js';
import type {AddressFlag, AddressIdentity, InterfaceAddress, NewAddress} from '../../vrrp/ports.js';
import type {Request as Values} from '../netlink/attribute-set.js';
import {readU32, writeU32} from '../netlink/bytes.js';
import {MalformedReply} from '../netlink/malformed-reply.js';
import {flag} from '../netlink/message.js';
import type {StructRequest} from '../netlink/request.js';
import {addressAttributes, forever, routeMessage} from './attributes.js';

/** struct ifaddrmsg: family, prefix length, the lowest flags, scope, index. */
const headerLength = 8;
/** AF_INET, AF_INET6. */
const familyNumbers = {ipv4: 2, ipv6: 10} as const;

/** IFA_F_* of <linux/if_addr.h>. */
const addressFlags = {
  secondary: 0x1,
  nodad: 0x2,
  optimistic: 0x4,
  dadfailed: 0x8,
  homeaddress: 0x10,
  deprecated: 0x20,
  tentative: 0x40,
  permanent: 0x80,
  managetempaddr: 0x100,
  noprefixroute: 0x200,
  mcautojoin: 0x400,
  'stable-privacy': 0x800,
} as const satisfies Record<AddressFlag, number>;
const flagNames = Object.keys(addressFlags) as AddressFlag[];

/** Reads a message of an address; undefined for families other than IP. */
export function readInterfaceAddress(buffer: Buffer, start: number, end: number): InterfaceAddress | undefined {
  if (end - start < headerLength) throw new MalformedReply('', 'is too short for an address');
  const values = addressAttributes.read(buffer, start + headerLength, end, 'address');
  const address = values.local ?? values.address;
  if (!address || familyNumbers[address.family] !== buffer[start]) return undefined;
  const {address: other} = values;
  const flags = values.flags ?? (buffer[start + 2] as number);
  return {
    interface: readU32(buffer, start + 4),
    address,
    prefixLength: buffer[start + 1] as number,
    peer: other && !isSameAddress(other, address) ? other : undefined,
    broadcast: values.broadcast,
    label: values.label,
    scope: buffer[start + 3] as number,
    flags: flagNames.filter(name => (flags & addressFlags[name]) !== 0),
    protocol: values.protocol,
  };
}

/** Asks for all addresses of both families. */
export function addressDump(): StructRequest {
  return {
    type: routeMessage.getAddress,
    flags: 0,
    replyType: routeMessage.newAddress,
    payload: {
      lengthOf: () => headerLength,
      write: (buffer, offset) => {
        buffer.fill(0, offset, offset + headerLength); // AF_UNSPEC
        return offset + headerLength;
      },
    },
  };
}

/** Refused with EEXIST where it is there. */
export function addAddress(address: NewAddress): StructRequest {
  const {label, broadcast, flags, preferredLifetime, protocol} = address;
  const given = {
    ...(label !== undefined && {label}),
    ...(broadcast && {broadcast}),
    ...(preferredLifetime !== undefined && {lifetimes: {preferred: preferredLifetime, valid: forever}}),
    ...(flags && {flags: flags.reduce((bits, name) => bits | addressFlags[name], 0)}),
    ...(protocol !== undefined && {protocol}),
  };
  return addressRequest(routeMessage.newAddress, flag.create | flag.exclusive, address, given, address.scope ?? 0);
}

/** Refused with EADDRNOTAVAIL where it is not there. */
export function deleteAddress(address: AddressIdentity): StructRequest {
  return addressRequest(routeMessage.deleteAddress, 0, address, {}, 0);
}

function addressRequest(
  type: number,
  flags: number,
  {interface: index, address, prefixLength, peer}: AddressIdentity,
  given: Values<(typeof addressAttributes)['rows']>,
  scope: number,
): StructRequest {
  const values = {address: peer ?? address, local: address, ...given};
  return {
    type,
    flags,
    replyType: type,
    payload: {
      lengthOf: () => headerLength + addressAttributes.lengthOf(values),
      write: (buffer, offset) => {
        buffer.set([familyNumbers[address.family], prefixLength, 0, scope], offset);
        writeU32(buffer, offset + 4, index);
        return addressAttributes.write(values, buffer, offset + headerLength);
      },
    },
  };
}

/** A text that is equal for equal identities only; not for people. */
export function identityKey({interface: index, address, prefixLength, peer}: AddressIdentity): string {
  return `${index}|${keyOf(address)}|${prefixLength}|${peer ? keyOf(peer) : ''}`;
}

function keyOf(address: Address): string {
  return address.family === 'ipv4' ? String(address.value) : address.words.join(':');
}
