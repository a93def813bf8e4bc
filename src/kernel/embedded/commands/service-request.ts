import {addressFromBytes} from '../../../net/address-bytes.js';
import {ipv4} from '../../../net/address.js';
import {tcp} from '../../../ipvs/protocol.js';
import type {Codec} from '../../netlink/codec.js';
import {serviceAttributes} from '../../ipvs/attributes.js';
import type {Director} from '../director.js';
import type {ServiceEntry} from '../table/entries.js';
import {isViolation, parseLeniently, type Span} from '../wire/policy.js';
import {Failure} from './outcome.js';
import type {Surroundings} from './request.js';

export type ServiceName = Pick<ServiceEntry, 'family' | 'protocol' | 'address' | 'port' | 'fwmark'>;
export type ServiceSettings = Pick<ServiceEntry, 'scheduler' | 'engine' | 'flags' | 'timeout' | 'netmask'>;

/** Which service is meant, and the one of that name if there is one. */
export interface ServiceRequest {
  readonly name: ServiceName;
  readonly found: ServiceEntry | undefined;
}

const rows = serviceAttributes.rows;

/** ip_vs_genl_parse_service() without full_entry. */
export function parseServiceName(
  director: Director,
  {hasIpv6}: Surroundings,
  buffer: Buffer,
  span: Span | undefined,
): ServiceRequest | Failure {
  if (!span) return new Failure('EINVAL');
  const spans = parseLeniently(serviceAttributes, buffer, span.start, span.end);
  if (isViolation(spans)) return new Failure('EINVAL'); // no extack here: the kernel passes none down
  const {family, protocol, address, port, fwmark} = spans;
  if (!family || !(fwmark || (protocol && address && port))) return new Failure('EINVAL');
  const number = read(rows.family.codec, buffer, family);
  if (number !== 2 && !(number === 10 && hasIpv6)) return new Failure('EAFNOSUPPORT');
  const name: ServiceName = {
    family: number === 2 ? 'ipv4' : 'ipv6',
    protocol: tcp,
    address: ipv4(0),
    port: 0,
    fwmark: 0,
  };
  if (fwmark)
    return findService(director, {
      ...name,
      address: addressFromBytes(name.family, [] as never),
      fwmark: read(rows.fwmark.codec, buffer, fwmark),
    });
  return findService(director, {
    ...name,
    protocol: read(rows.protocol.codec, buffer, protocol as Span),
    address: addressFromBytes(name.family, read(rows.address.codec, buffer, address as Span)),
    port: read(rows.port.codec, buffer, port as Span),
  });
}

/** The rest of ip_vs_genl_parse_service(), for commands that take a whole service. */
export function parseServiceSettings(
  found: ServiceEntry | undefined,
  buffer: Buffer,
  span: Span,
): ServiceSettings | Failure {
  const spans = parseLeniently(serviceAttributes, buffer, span.start, span.end);
  if (isViolation(spans)) return new Failure('EINVAL');
  const {scheduler, persistenceEngine, flags, timeout, netmask} = spans;
  if (!scheduler || !flags || !timeout || !netmask) return new Failure('EINVAL');
  const {flags: bits, mask} = read(rows.flags.codec, buffer, flags);
  return {
    scheduler: read(rows.scheduler.codec, buffer, scheduler),
    engine: persistenceEngine ? read(rows.persistenceEngine.codec, buffer, persistenceEngine) : '',
    flags: (((found?.flags ?? 0) & ~mask) | (bits & mask)) >>> 0,
    timeout: Math.imul(read(rows.timeout.codec, buffer, timeout), 100) >>> 0, // seconds to ticks, in 32 bits: 0xffffffff comes back as 42949671
    netmask: buffer.readUInt32LE(netmask.start),
  };
}

/** Reads an attribute whose length the policy has allowed. */
export function read<T, In>(codec: Codec<T, In>, buffer: Buffer, {start, end}: Span): T {
  return codec.read(buffer, start, end);
}

function findService(director: Director, name: ServiceName): ServiceRequest {
  return {name, found: director.services.find(name)};
}
