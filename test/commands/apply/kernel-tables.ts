import * as fc from 'fast-check';
import {destinationKey} from '../../../src/ipvs/destination.js';
import {masquerading, plainTunnel, tunneling, type Tunnel} from '../../../src/ipvs/forwarding.js';
import type {DesiredEntry, DesiredTable} from '../../../src/ipvs/plan.js';
import {familyOfService, type ServiceId, serviceKey} from '../../../src/ipvs/service.js';
import {type Address, ipv4, ipv6} from '../../../src/net/address.js';

const plain = {noNullPrototype: true} as const;
const schedulers = ['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'dh', 'sh', 'sed', 'nq', 'fo', 'ovf', 'mh'];

const anyId: fc.Arbitrary<ServiceId> = fc.oneof(
  fc.record(
    {
      type: fc.constant('address' as const),
      protocol: fc.constantFrom(6, 17),
      address: fc.constantFrom<Address>(ipv4(0x0a000001), ipv4(0x0a000002), ipv6(0x20010db8, 0, 0, 1)),
      port: fc.constantFrom(0, 80),
    },
    plain,
  ),
  fc.record(
    {
      type: fc.constant('fwmark' as const),
      family: fc.constantFrom('ipv4' as const, 'ipv6' as const),
      fwmark: fc.constantFrom(1, 0x80000000),
    },
    plain,
  ),
);

const anyTunnel: fc.Arbitrary<Tunnel> = fc.constantFrom(
  plainTunnel,
  {type: 1, port: 6080, flags: 0},
  {type: 1, port: 6080, flags: 1},
  {type: 2, port: 0, flags: 2},
);

function anyEntry(): fc.Arbitrary<DesiredEntry> {
  return anyId.chain(id => {
    const isIpv4 = familyOfService(id) === 'ipv4';
    const service = fc.record(
      {
        id: fc.constant(id),
        scheduler: fc.constantFrom(...schedulers),
        flags: fc.constantFrom(0, 1, 4, 5, 8, 0x10, 0x38, 0x39),
        timeout: fc.constantFrom(0, 1, 360, 2_678_400),
        netmask: isIpv4 ? fc.constantFrom(0xffffffff, 0xffffff00, 0) : fc.constantFrom(128, 64, 1),
        persistenceEngine: fc.constantFrom('', 'sip'),
      },
      plain,
    );
    const destination = fc
      .record(
        {
          address: fc.constantFrom<Address>(ipv4(0x0a010001), ipv4(0x0a010002), ipv6(0x20010db8, 0, 1, 1)),
          port: fc.constantFrom(80, 8080),
          forwarding: fc.constantFrom(0, 1, 2, 3, 4),
          weight: fc.constantFrom(0, 1, 0x7fffffff),
          upperThreshold: fc.constantFrom(0, 9, 0xffffffff),
          lowerThreshold: fc.constantFrom(0, 5),
          tunnel: anyTunnel,
        },
        plain,
      )
      .map(one => ({
        ...one,
        // only a tunnel leads to the other family
        forwarding: (one.address.family === 'ipv4') === isIpv4 ? one.forwarding : tunneling,
        lowerThreshold: Math.min(one.lowerThreshold, one.upperThreshold),
      }));
    return fc.record(
      {service, destinations: fc.uniqueArray(destination, {selector: destinationKey, maxLength: 4})},
      plain,
    );
  });
}

/** Tables with everything that Linux 6.1 takes, over a few identities. */
export const anyKernelTable: fc.Arbitrary<DesiredTable> = fc
  .uniqueArray(anyEntry(), {selector: entry => serviceKey(entry.service.id), maxLength: 5})
  .map(entries => ({entries}));

/** Makes the kernel refuse a change of the table, in its own ways. */
export const refusals = [
  {name: 'an unknown scheduler', spoil: (entry: DesiredEntry) => withService(entry, {scheduler: 'nosuch'})},
  {
    name: 'an unknown persistence engine',
    spoil: (entry: DesiredEntry) => withService(entry, {persistenceEngine: 'nope'}),
  },
  {
    name: 'a server with a multicast address',
    spoil: (entry: DesiredEntry) => withServer(entry, {address: ipv4(0xe0000001), forwarding: tunneling}),
  },
  {
    name: 'a server of the other family without a tunnel',
    spoil: (entry: DesiredEntry) =>
      withServer(entry, {
        address: familyOfService(entry.service.id) === 'ipv4' ? ipv6(0x20010db8, 0, 1, 9) : ipv4(0x0a010009),
        forwarding: masquerading,
      }),
  },
  {
    name: 'a lower threshold above the upper one',
    spoil: (entry: DesiredEntry) =>
      withServer(entry, {address: ipv4(0x0a010009), forwarding: tunneling, lowerThreshold: 9}),
  },
] as const;

function withService(entry: DesiredEntry, more: Partial<DesiredEntry['service']>): DesiredEntry {
  return {...entry, service: {...entry.service, ...more}};
}

function withServer(entry: DesiredEntry, more: Partial<DesiredEntry['destinations'][number]>): DesiredEntry {
  const server = {
    address: ipv4(0x0a010009),
    port: 80,
    forwarding: 0,
    weight: 1,
    upperThreshold: 0,
    lowerThreshold: 0,
    tunnel: plainTunnel,
    ...more,
  };
  return {...entry, destinations: [...entry.destinations, server]};
}
