import * as fc from 'fast-check';
import type {DestinationConfiguration} from '../../src/ipvs/destination.js';
import {gre, gue, plainTunnel, type Tunnel} from '../../src/ipvs/forwarding.js';
import type {DesiredEntry, DesiredTable} from '../../src/ipvs/plan.js';
import {destinationKey} from '../../src/ipvs/destination.js';
import {type ServiceConfiguration, type ServiceId, serviceKey} from '../../src/ipvs/service.js';
import {type Counters, noStatistics, type Rates, type Statistics} from '../../src/ipvs/statistics.js';
import {anyAddress, anyPort} from '../net/arbitraries.js';

const plain = {noNullPrototype: true} as const;

export const anyFwmark: fc.Arbitrary<number> = fc.oneof(
  fc.integer({min: 1, max: 0xffffffff}),
  fc.constantFrom(1, 0x7fffffff, 0x80000000, 0xffffffff),
);

export const anyServiceId: fc.Arbitrary<ServiceId> = fc.oneof(
  fc.record(
    {type: fc.constant('address' as const), protocol: fc.constantFrom(6, 17, 132), address: anyAddress, port: anyPort},
    plain,
  ),
  fc.record(
    {
      type: fc.constant('fwmark' as const),
      family: fc.constantFrom('ipv4' as const, 'ipv6' as const),
      fwmark: anyFwmark,
    },
    plain,
  ),
);

export const anyScheduler: fc.Arbitrary<string> = fc.constantFrom('rr', 'wrr', 'lc', 'wlc', 'sh', 'mh', 'dh', 'none');

const unsigned = fc.oneof(fc.integer({min: 0, max: 0xffffffff}), fc.constantFrom(0, 0xffffffff));
const natural = fc.oneof(fc.integer({min: 0, max: 0x7fffffff}), fc.constantFrom(0, 1, 0x7fffffff));

/** What the kernel takes for a service, whether or not ipvsadm can ask for it. */
export function servicesOf(id: fc.Arbitrary<ServiceId>): fc.Arbitrary<ServiceConfiguration> {
  return fc
    .record(
      {
        id,
        scheduler: anyScheduler,
        flags: fc.integer({min: 0, max: 0x3f}),
        timeout: unsigned,
        netmask: fc.constant(0),
        persistenceEngine: fc.constantFrom('', 'sip'),
      },
      plain,
    )
    .chain(service => {
      const isIpv4 =
        service.id.type === 'address' ? service.id.address.family === 'ipv4' : service.id.family === 'ipv4';
      return (isIpv4 ? unsigned : fc.integer({min: 1, max: 128})).map(netmask => ({...service, netmask}));
    });
}

export const anyService: fc.Arbitrary<ServiceConfiguration> = servicesOf(anyServiceId);

export const anyTunnel: fc.Arbitrary<Tunnel> = fc.oneof(
  fc.constant(plainTunnel),
  fc.record({type: fc.constantFrom(gue, gre), port: anyPort, flags: fc.integer({min: 0, max: 3})}, plain),
);

export const anyDestination: fc.Arbitrary<DestinationConfiguration> = fc.record(
  {
    address: anyAddress,
    port: anyPort,
    forwarding: fc.constantFrom(0, 1, 2, 3, 4),
    weight: natural,
    upperThreshold: natural,
    lowerThreshold: natural,
    tunnel: anyTunnel,
  },
  plain,
);

/** Tables over a few identities, so that two of them have much in common. */
export const anyDesiredTable: fc.Arbitrary<DesiredTable> = fc
  .uniqueArray(anySmallEntry(), {selector: entry => serviceKey(entry.service.id), maxLength: 5})
  .map(entries => ({entries}));

function anySmallEntry(): fc.Arbitrary<DesiredEntry> {
  const address = fc.integer({min: 1, max: 3}).map(value => ({family: 'ipv4' as const, value}));
  const id: fc.Arbitrary<ServiceId> = fc.oneof(
    fc.record(
      {
        type: fc.constant('address' as const),
        protocol: fc.constantFrom(6, 17),
        address,
        port: fc.constantFrom(80, 443),
      },
      plain,
    ),
    fc.record(
      {
        type: fc.constant('fwmark' as const),
        family: fc.constantFrom('ipv4' as const, 'ipv6' as const),
        fwmark: fc.integer({min: 1, max: 2}),
      },
      plain,
    ),
  );
  const service = fc.record(
    {
      id,
      scheduler: fc.constantFrom('rr', 'wlc'),
      flags: fc.constantFrom(0, 1, 2, 3),
      timeout: fc.constantFrom(0, 360),
      netmask: fc.constant(128),
      persistenceEngine: fc.constantFrom('', 'sip'),
    },
    plain,
  );
  const destination = fc.record(
    {
      address,
      port: fc.constantFrom(80, 8080),
      forwarding: fc.constantFrom(0, 3),
      weight: fc.constantFrom(0, 1),
      upperThreshold: fc.constantFrom(0, 9),
      lowerThreshold: fc.constantFrom(0, 5),
      tunnel: fc.constantFrom(plainTunnel, {type: gue, port: 6080, flags: 1}),
    },
    plain,
  );
  return fc.record(
    {service, destinations: fc.uniqueArray(destination, {selector: destinationKey, maxLength: 4})},
    plain,
  );
}

const anyCount = fc.oneof(
  fc.bigInt({min: 0n, max: 2n ** 64n - 1n}),
  fc.constantFrom(0n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 64n - 1n),
);
const everyOf = <T extends object>(names: T) =>
  Object.fromEntries(Object.keys(names).map(name => [name, anyCount])) as {[K in keyof T]: fc.Arbitrary<bigint>};

export const anyStatistics: fc.Arbitrary<Statistics> = fc.record(
  {
    counters: fc.record<Counters>(everyOf(noStatistics.counters), plain),
    rates: fc.record<Rates>(everyOf(noStatistics.rates), plain),
  },
  plain,
);
