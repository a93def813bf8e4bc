import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {compareAddresses, formatAddress, ipv4, parseIpv4} from '../../src/net/address.js';
import {serviceKey, type ServiceConfiguration, type ServiceId} from '../../src/ipvs/service.js';
import {numericDisplay} from '../../src/ipvsadm/display-names.js';
import {serviceRule} from '../../src/ipvsadm/format-rules.js';
import {mergeSort, sortDestinations, sortEntries} from '../../src/ipvsadm/sort.js';
import {anyServiceId} from '../ipvs/arbitraries.js';
import {anyEndpoint} from '../net/arbitraries.js';
import {recording} from './recordings.js';

/** Addresses in the order of the lines that `ipvsadm -Ln --nosort` printed. */
function kernelOrder(id: string, line: RegExp): string[] {
  return recording('cli', id)
    .stdout.split('\n')
    .flatMap(text => line.exec(text)?.[1] ?? []);
}

function servicesAt(addresses: readonly string[]): {service: ServiceConfiguration; destinations: never[]}[] {
  return addresses.map(text => ({
    service: serviceOf({type: 'address', protocol: 6, address: parseIpv4(text)!, port: 80}),
    destinations: [],
  }));
}

function serviceOf(id: ServiceId): ServiceConfiguration {
  return {id, scheduler: 'rr', flags: 0, timeout: 0, netmask: 0xffffffff, persistenceEngine: ''};
}

test('ipvsadm lists services that are far apart in the order that was recorded', () => {
  const kernel = kernelOrder('sort-648', /^TCP {2}(\S+):80/);
  assert.equal(kernel.length, 10);
  const rules = sortEntries(servicesAt(kernel), 'ipvsadm').map(({service}) =>
    serviceRule(service, numericDisplay, 'ipvsadm'),
  );
  assert.equal(rules.join(''), recording('cli', 'sort-646').stdout);
});

test('ipvsadm lists servers that are far apart in the order that the reference observed', () => {
  const kernel = kernelOrder('sort-650', /-> (\S+):80/);
  assert.equal(kernel.length, 10);
  const sorted = sortDestinations(
    kernel.map(text => ({address: parseIpv4(text)!, port: 80})),
    'ipvsadm',
  ).map(({address}) => formatAddress(address));
  assert.deepEqual([...sorted].sort(), [...kernel].sort(), 'none is lost');
  // no neighbours are out of the wrapped order
  for (let i = 1; i < sorted.length; i++)
    assert.ok(((parseIpv4(sorted[i - 1]!)!.value - parseIpv4(sorted[i]!)!.value) | 0) <= 0);
});

test('ipvsadm lists large marks as negative numbers, in an order that one of the kernel orders leads to', () => {
  const row = recording('cli', 'sort-652');
  const added = row.setup.map(line => Number(/-f (\d+)/.exec(line)?.[1]));
  // the kernel keeps marks in 256 buckets by their last byte, mixed with a number of the boot, the newest first in each
  const listings = Array.from({length: 256}, (_, salt) => {
    const kernel = added.toReversed().sort((a, b) => ((a ^ salt) & 255) - ((b ^ salt) & 255));
    const entries = kernel.map(fwmark => ({
      service: serviceOf({type: 'fwmark', family: 'ipv4', fwmark}),
      destinations: [],
    }));
    return sortEntries(entries, 'ipvsadm')
      .map(({service}) => serviceRule(service, numericDisplay, 'ipvsadm'))
      .join('');
  });
  assert.ok(listings.includes(row.stdout), listings.join('\n'));
});

test('services are listed by mark, family, protocol, address and port', () => {
  const row = recording('cli', 'sort-653');
  for (const dialect of ['ipvsadm', 'lvsctl'] as const) {
    const entries = row.setup.map(line => ({
      service: {...serviceOf(idOf(line)), scheduler: line.includes('-s rr') ? 'rr' : 'wlc'},
      destinations: [],
    }));
    for (const order of [entries, entries.toReversed()]) {
      const rules = sortEntries(order, dialect).map(({service}) => serviceRule(service, numericDisplay, dialect));
      assert.equal(rules.join(''), row.stdout);
    }
  }
});

test('lvsctl lists in true numeric order, whatever the kernel order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyServiceId, {selector: serviceKey}), ids => {
      const sorted = sortEntries(
        ids.map(id => ({service: serviceOf(id), destinations: []})),
        'lvsctl',
      ).map(({service}) => service.id);
      assert.equal(sorted.length, ids.length);
      for (let i = 1; i < sorted.length; i++)
        assert.ok(isBefore(sorted[i - 1]!, sorted[i]!), `${serviceKey(sorted[i - 1]!)} ${serviceKey(sorted[i]!)}`);
    }),
    {numRuns: 500},
  );
  fc.assert(
    fc.property(fc.array(anyEndpoint), endpoints => {
      const sorted = sortDestinations(endpoints, 'lvsctl');
      for (let i = 1; i < sorted.length; i++) {
        assert.ok(
          (compareAddresses(sorted[i - 1]!.address, sorted[i]!.address) || sorted[i - 1]!.port - sorted[i]!.port) <= 0,
        );
      }
    }),
    {numRuns: 500},
  );
});

test('where all numbers are near each other, both programs list alike', () => {
  const near = fc.record({address: fc.integer({min: 0x0a000000, max: 0x0a0000ff}).map(ipv4), port: fc.nat(65535)});
  fc.assert(
    fc.property(fc.array(near), endpoints =>
      assert.deepEqual(sortDestinations(endpoints, 'ipvsadm'), sortDestinations(endpoints, 'lvsctl')),
    ),
  );
});

test('the sort is stable and splits as that of glibc does', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat())), pairs => {
      const sorted = mergeSort(pairs, ([a], [b]) => a - b);
      assert.deepEqual(
        sorted,
        pairs.toSorted(([a], [b]) => a - b),
      );
    }),
  );
  const comparisons: string[] = [];
  mergeSort([1, 2, 3, 4, 5], (a, b) => {
    comparisons.push(`${a}${b}`);
    return -1;
  });
  assert.deepEqual(comparisons, ['12', '45', '34', '13', '23']);
});

function idOf(line: string): ServiceId {
  const mark = /-f (\d+)( -6)?/.exec(line);
  if (mark) return {type: 'fwmark', family: mark[2] ? 'ipv6' : 'ipv4', fwmark: Number(mark[1])};
  const [, option, host, port] = /(-t|-u|--sctp-service) (\S+):(\d+)/.exec(line) as unknown as [
    string,
    string,
    string,
    string,
  ];
  const protocol = option === '-t' ? 6 : option === '-u' ? 17 : 132;
  const address = host === '[::1]' ? {family: 'ipv6' as const, words: [0, 0, 0, 1] as const} : parseIpv4(host)!;
  return {type: 'address', protocol, address, port: Number(port)};
}

function isBefore(a: ServiceId, b: ServiceId): boolean {
  const mark = (id: ServiceId) => (id.type === 'fwmark' ? id.fwmark : 0);
  const family = (id: ServiceId) => ((id.type === 'fwmark' ? id.family : id.address.family) === 'ipv4' ? 0 : 1);
  if (mark(a) !== mark(b)) return mark(a) < mark(b);
  if (family(a) !== family(b)) return family(a) < family(b);
  if (a.type === 'fwmark' || b.type === 'fwmark') return a.type !== b.type;
  if (a.protocol !== b.protocol) return a.protocol < b.protocol;
  return (compareAddresses(a.address, b.address) || a.port - b.port) < 0;
}
