import * as fc from 'fast-check';
import {type Address, type Ipv4Address, type Ipv6Address, ipv4, ipv6} from '../../src/net/address.js';
import type {Endpoint} from '../../src/net/endpoint.js';

/** Any IPv4 address; those at the edges of signed and unsigned arithmetic often. */
export const anyIpv4: fc.Arbitrary<Ipv4Address> = fc
  .oneof(fc.integer({min: 0, max: 0xffffffff}), fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff))
  .map(ipv4);

/** Any IPv6 address; runs of zero groups, which the text shortens, often. */
export const anyIpv6: fc.Arbitrary<Ipv6Address> = fc
  .array(fc.oneof({weight: 3, arbitrary: fc.constant(0)}, fc.constant(0xffff), fc.integer({min: 0, max: 0xffff})), {
    minLength: 8,
    maxLength: 8,
  })
  .map(groups => {
    const word = (i: number) => (groups[i] as number) * 0x10000 + (groups[i + 1] as number);
    return ipv6(word(0), word(2), word(4), word(6));
  });

export const anyAddress: fc.Arbitrary<Address> = fc.oneof(anyIpv4, anyIpv6);

export const anyPort: fc.Arbitrary<number> = fc.oneof(fc.integer({min: 0, max: 65535}), fc.constantFrom(0, 80, 65535));

export const anyEndpoint: fc.Arbitrary<Endpoint> = fc.record(
  {address: anyAddress, port: anyPort},
  {noNullPrototype: true},
);
