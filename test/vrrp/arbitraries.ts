import * as fc from 'fast-check';
import type {Address, Ipv4Address, Ipv6Address} from '../../src/net/address.js';
import {type Mac, mac} from '../../src/net/mac.js';
import type {OwnAdvertisement, OwnAuthentication} from '../../src/vrrp/advertisement.js';
import {possibleCoverages} from '../../src/vrrp/advertisement-checksum.js';
import type {Route} from '../../src/vrrp/datagram.js';
import {advertisementGroups, isMulticast} from '../../src/vrrp/multicast.js';
import {Password} from '../../src/vrrp/password.js';
import {anyIpv4, anyIpv6} from '../net/arbitraries.js';

/** Any Ethernet address; those at the edges often. */
export const anyMac: fc.Arbitrary<Mac> = fc
  .oneof(fc.integer({min: 0, max: 0xffffffffffff}), fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffffffff))
  .map(mac);

export const unicastIpv6: fc.Arbitrary<Ipv6Address> = anyIpv6.filter(
  address => !isMulticast(address) && address.words.some(word => word !== 0),
);
const unicastIpv4: fc.Arbitrary<Ipv4Address> = anyIpv4.filter(address => !isMulticast(address));

const routeOf = <A extends Address>(addresses: fc.Arbitrary<A>, group: A): fc.Arbitrary<Route> =>
  fc.record({source: addresses, destination: fc.oneof(fc.constant<Address>(group), addresses)});

const ipv4Route = routeOf<Address>(unicastIpv4, advertisementGroups.ipv4);
const ipv6Route = routeOf<Address>(unicastIpv6, advertisementGroups.ipv6);

const authentication: fc.Arbitrary<OwnAuthentication> = fc.oneof(
  fc.constant({type: 'none'} as const),
  fc
    .uint8Array({minLength: 8, maxLength: 8})
    .map(bytes => ({type: 'password', password: new Password(bytes)}) as const),
);

const common = (addresses: fc.Arbitrary<Address>) => ({
  virtualRouter: fc.integer({min: 1, max: 255}),
  priority: fc.integer({min: 0, max: 255}),
  addresses: fc.array(addresses, {maxLength: 255, size: 'max'}).map(list => list.slice(0, 255)),
});

export interface Sent {
  readonly advertisement: OwnAdvertisement;
  readonly route: Route;
}

const anyVersion2: fc.Arbitrary<Sent> = fc.record({
  advertisement: fc.record({
    version: fc.constant(2 as const),
    ...common(anyIpv4),
    interval: fc.integer({min: 1, max: 255}).map(seconds => seconds * 1000),
    authentication,
  }),
  route: ipv4Route,
});

const anyVersion3 = (routes: fc.Arbitrary<Route>, addresses: fc.Arbitrary<Address>): fc.Arbitrary<Sent> =>
  routes.chain(route =>
    fc.record({
      advertisement: fc.record({
        version: fc.constant(3 as const),
        ...common(addresses),
        interval: fc.integer({min: 1, max: 4095}).map(centiseconds => centiseconds * 10),
        checksum: fc.constantFrom(...possibleCoverages(route)),
      }),
      route: fc.constant(route),
    }),
  );

/** Any advertisement that can be sent, and a route it can be sent on. */
export const anySent: fc.Arbitrary<Sent> = fc.oneof(
  anyVersion2,
  anyVersion3(ipv4Route, anyIpv4),
  anyVersion3(ipv6Route, anyIpv6),
);
