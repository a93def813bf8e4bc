import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {masquerading, plainTunnel} from '../../src/ipvs/forwarding.js';
import type {Destination} from '../../src/ipvs/destination.js';
import type {Service} from '../../src/ipvs/service.js';
import type {Statistics} from '../../src/ipvs/statistics.js';
import {ipv4} from '../../src/net/address.js';
import {numericDisplay} from '../../src/ipvsadm/display-names.js';
import {
  destinationLine,
  serviceLine,
  type TableStyle,
  titleLines,
  versionLine,
} from '../../src/ipvsadm/format-table.js';
import {scaled} from '../../src/ipvsadm/scale.js';
import {recordings} from './recordings.js';

const rows = recordings('traffic').filter(row => row.group === 'scale');

describe('numbers of every size are printed as ipvsadm printed them', () => {
  for (const {id, argv, env, stdout} of rows) {
    const value = forcedValue(env?.FAKE64 as string);
    test(`${id}: ${value} with ${argv.slice(2).join(' ')}`, () => {
      const format = argv.includes('--stats') ? 'stats' : 'rate';
      const style: TableStyle = {
        format,
        isExact: argv.includes('--exact'),
        display: numericDisplay,
        dialect: 'ipvsadm',
      };
      assert.equal(listing(value, style), stdout);
    });
  }
});

test('every recorded value is forced into all ten numbers alike', () => assert.ok(rows.length >= 76));

test('lvsctl keeps all 64 bits of what a destination carried', () => {
  for (const {env} of rows) {
    const value = forcedValue(env?.FAKE64 as string);
    const exact = listing(value, {format: 'stats', isExact: true, display: numericDisplay, dialect: 'lvsctl'})
      .split('\n')
      .slice(3, 5);
    for (const line of exact) assert.deepEqual(line.trim().split(/\s+/).slice(2), Array(5).fill(String(value)));
    const rates = listing(value, {format: 'rate', isExact: true, display: numericDisplay, dialect: 'lvsctl'})
      .split('\n')
      .slice(3, 5);
    for (const line of rates) assert.deepEqual(line.trim().split(/\s+/).slice(2), Array(5).fill(String(value)));
    const [service, destination] = listing(value, {
      format: 'stats',
      isExact: false,
      display: numericDisplay,
      dialect: 'lvsctl',
    })
      .split('\n')
      .slice(3, 5);
    assert.equal(destination?.slice(33), service?.slice(33));
  }
});

/** The edges of the units, from the reference's table. */
const cells: readonly (readonly [bigint, string])[] = [
  [0n, '        0'],
  [99_999_999n, ' 99999999'],
  [100_000_000n, '  100000K'],
  [999_999_999n, '  999999K'],
  [1_000_000_000n, '    1000M'],
  [99_999_999_999n, '   99999M'],
  [100_000_000_000n, '     100G'],
  [99_999_999_999_999n, '   99999G'],
  [100_000_000_000_000n, '     100T'],
  [2n ** 64n - 1n, '18446744T'],
];

for (const [value, cell] of cells)
  test(`${value} fits its column as ${cell.trim()}`, () => assert.equal(scaled(value, false), cell));

test('an exact number keeps a blank before it however long it is', () => {
  assert.equal(scaled(1n, true), '        1');
  assert.equal(scaled(99_999_999n, true), ' 99999999');
  assert.equal(scaled(123_456_789n, true), ' 123456789');
  assert.equal(scaled(2n ** 64n - 1n, true), ' 18446744073709551615');
});

function forcedValue(text: string): bigint {
  const values = new Set(text.split(',').map(pair => pair.split('=')[1] as string));
  assert.equal(values.size, 1);
  return BigInt([...values][0] as string);
}

/** The table of the recordings: one service with one server, all numbers the same. */
function listing(value: bigint, style: TableStyle): string {
  const statistics: Statistics = {
    counters: {
      connections: value,
      incomingPackets: value,
      outgoingPackets: value,
      incomingBytes: value,
      outgoingBytes: value,
    },
    rates: {
      connectionsPerSecond: value,
      incomingPacketsPerSecond: value,
      outgoingPacketsPerSecond: value,
      incomingBytesPerSecond: value,
      outgoingBytesPerSecond: value,
    },
  };
  const service: Service = {
    id: {type: 'address', protocol: 6, address: ipv4(0x0a000001), port: 80},
    scheduler: 'rr',
    flags: 0,
    timeout: 0,
    netmask: 0xffffffff,
    persistenceEngine: '',
    statistics,
  };
  const destination: Destination = {
    address: ipv4(0xac100202),
    port: 8080,
    forwarding: masquerading,
    weight: 1,
    upperThreshold: 0,
    lowerThreshold: 0,
    tunnel: plainTunnel,
    activeConnections: 0,
    inactiveConnections: 0,
    persistentConnections: 0,
    statistics,
  };
  const version = versionLine({version: 0x010201, connectionTableSize: 4096});
  return (
    version + titleLines(style.format) + serviceLine(service, style) + destinationLine(service, destination, style)
  );
}
