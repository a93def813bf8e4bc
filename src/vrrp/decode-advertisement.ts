import type {Address} from '../net/address.js';
import {addressFromBytes} from '../net/address-bytes.js';
import {hasValidChecksum} from '../net/checksum.js';
import {type Advertisement, type Authentication, authenticationTypes, type ChecksumCoverage} from './advertisement.js';
import {coverageSum, possibleCoverages} from './advertisement-checksum.js';
import {addressLengths, advertisementLength, fixedLength} from './advertisement-layout.js';
import {type AuthenticationHeader, parseAuthenticationHeader} from './authentication-header.js';
import {isCarp} from './carp.js';
import {type Datagram, familyOf} from './datagram.js';
import {intervalUnits} from './intervals.js';
import {isMulticast} from './multicast.js';
import {Password} from './password.js';
import {linkLocalHopLimit, protocolNumbers} from './protocol-numbers.js';
import {type Rejected, rejected} from './rejection.js';

export interface Decoded {
  readonly ok: true;
  readonly advertisement: Advertisement;
  /** keepalived 2.4's auth_hmac follows the message: recognised, not verified. */
  readonly hasTrailer: boolean;
}

/** Bytes of keepalived's vrrp_auth_ext_t, which begins with the type of its scheme. */
const trailer = {length: 28, type: 1};

/**
 * An advertisement, if it keeps what RFC 9568 §7.1 and RFC 3768 §7.1 ask of every one; checkAdvertisement asks the rest.
 * Tolerated: the 4 reserved bits of version 3 (§5.2.6 says so); authentication data where the type is none (RFC 3768
 * §5.3.10 likewise); any hop limit of a unicast packet, which the RFCs do not know; no addresses, as keepalived sends
 * when all are excluded; either reading of version 3's checksum over IPv4; keepalived's trailer.
 */
export function decodeAdvertisement(datagram: Datagram): Decoded | Rejected {
  const header =
    datagram.protocol === protocolNumbers.authenticationHeader
      ? parseAuthenticationHeader(datagram.payload)
      : undefined;
  const protocol = header?.nextHeader ?? datagram.protocol;
  if (protocol !== protocolNumbers.vrrp)
    return protocol === protocolNumbers.authenticationHeader && !header
      ? rejected('length', `an authentication header cut short, in ${datagram.payload.length} bytes`)
      : rejected('protocol', `protocol ${protocol}, not ${protocolNumbers.vrrp}`);
  if (isMulticast(datagram.destination) && datagram.hopLimit !== linkLocalHopLimit)
    return rejected('hop-limit', `a hop limit of ${datagram.hopLimit ?? 'unknown value'}, not 255`);
  return decodeMessage(datagram.payload.subarray(header?.length ?? 0), datagram, header);
}

function decodeMessage(
  message: Uint8Array,
  datagram: Datagram,
  header: AuthenticationHeader | undefined,
): Decoded | Rejected {
  if (message.length < fixedLength)
    return rejected('length', `${message.length} bytes, the fixed fields have ${fixedLength}`);
  if (isCarp(message)) return rejected('carp', `CARP of virtual host ${message[1]}, not VRRP`);
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const version = view.getUint8(0) >>> 4;
  const type = view.getUint8(0) & 15;
  const family = familyOf(datagram);
  if (version !== 2 && version !== 3) return rejected('version', `version ${version}, not 2 or 3`);
  if (version === 2 && family === 'ipv6') return rejected('version', 'version 2 over IPv6');
  if (type !== 1) return rejected('type', `type ${type}, not 1`);

  const count = view.getUint8(3);
  const length = advertisementLength(version, family, count);
  const hasTrailer = message.length === length + trailer.length && message[length] === trailer.type;
  if (message.length !== length && !hasTrailer)
    return rejected('length', `${message.length} bytes, with ${count} addresses there are ${length}`);
  const coverage = coverageOf(message, length, version, datagram);
  if (!coverage) return rejected('checksum', `the checksum 0x${hex(view.getUint16(6))} does not match`);
  const virtualRouter = view.getUint8(1);
  if (virtualRouter === 0) return rejected('virtual-router', 'virtual router 0');
  const units = version === 2 ? view.getUint8(5) : view.getUint16(4) & 0xfff;
  if (units === 0) return rejected('interval', 'an interval of 0');

  const common = {
    virtualRouter,
    priority: view.getUint8(2),
    interval: units * intervalUnits[version].milliseconds,
    addresses: addressesOf(message, family, count),
  };
  if (version === 3) {
    if (header) return rejected('authentication-type', 'an authentication header before version 3');
    return {ok: true, advertisement: {version, ...common, checksum: coverage}, hasTrailer};
  }
  const authentication = authenticationOf(view.getUint8(4), message.subarray(length - Password.length, length), header);
  if ('ok' in authentication) return authentication;
  return {ok: true, advertisement: {version, ...common, authentication}, hasTrailer};
}

/** What the checksum covers; undefined when it is wrong in every reading. */
function coverageOf(
  message: Uint8Array,
  length: number,
  version: 2 | 3,
  datagram: Datagram,
): ChecksumCoverage | undefined {
  // over IPv6 the kernel of the sender fills it in (IPV6_CHECKSUM), and knows nothing of where a trailer begins
  const covered = familyOf(datagram) === 'ipv6' ? message : message.subarray(0, length);
  const coverages = version === 2 ? (['message'] as const) : possibleCoverages(datagram);
  return coverages.find(coverage => hasValidChecksum(covered, coverageSum(coverage, datagram, covered.length)));
}

function addressesOf(message: Uint8Array, family: 'ipv4' | 'ipv6', count: number): Address[] {
  const size = addressLengths[family];
  return Array.from({length: count}, (_, i) => addressFromBytes(family, message, fixedLength + i * size));
}

function authenticationOf(
  number: number,
  data: Uint8Array,
  header: AuthenticationHeader | undefined,
): Authentication | Rejected {
  const type = authenticationTypes[number];
  if (type === undefined) return rejected('authentication-type', `authentication type ${number}`);
  if ((type === 'ah') !== (header !== undefined))
    return rejected(
      'authentication-mismatch',
      header ? `an authentication header, but type ${number}` : 'type 2, but no authentication header',
    );
  if (header) return {type: 'ah', sequenceNumber: header.sequenceNumber};
  return type === 'password' ? {type, password: new Password(data)} : {type: 'none'};
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}
