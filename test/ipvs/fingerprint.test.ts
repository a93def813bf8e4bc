import assert from 'node:assert/strict';
import {isDeepStrictEqual} from 'node:util';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {destinationFingerprint, serviceFingerprint, tableFingerprint} from '../../src/ipvs/fingerprint.js';
import type {DesiredTable} from '../../src/ipvs/plan.js';
import {noStatistics, type Statistics} from '../../src/ipvs/statistics.js';
import type {Table} from '../../src/ipvs/table.js';
import {anyDesiredTable, anyDestination, anyService, anyStatistics} from './arbitraries.js';

test('services have the same fingerprint exactly when they are configured the same', () => {
  fc.assert(
    fc.property(anyService, anyService, (a, b) =>
      assert.equal(serviceFingerprint(a) === serviceFingerprint(b), isDeepStrictEqual(a, b)),
    ),
  );
  fc.assert(
    fc.property(anyService, service => {
      for (const change of [
        {scheduler: 'other'},
        {flags: service.flags ^ 1},
        {timeout: service.timeout + 1},
        {netmask: 77.5},
        {persistenceEngine: 'x'},
      ]) {
        assert.notEqual(serviceFingerprint({...service, ...change}), serviceFingerprint(service));
      }
    }),
  );
});

test('destinations have the same fingerprint exactly when they are configured the same', () => {
  fc.assert(
    fc.property(anyDestination, destination => {
      const {tunnel, weight, upperThreshold, lowerThreshold, forwarding, port} = destination;
      assert.equal(destinationFingerprint(structuredClone(destination)), destinationFingerprint(destination));
      for (const change of [
        {tunnel: {...tunnel, type: tunnel.type + 1}},
        {tunnel: {...tunnel, port: tunnel.port + 1}},
        {tunnel: {...tunnel, flags: tunnel.flags ^ 1}},
        {weight: weight + 1},
        {upperThreshold: upperThreshold + 1},
        {lowerThreshold: lowerThreshold + 1},
        {forwarding: forwarding + 1},
        {port: port + 1},
      ]) {
        assert.notEqual(destinationFingerprint({...destination, ...change}), destinationFingerprint(destination));
      }
    }),
  );
});

test('a table has the same fingerprint in any order and with any counters', () => {
  fc.assert(
    fc.property(anyDesiredTable, anyStatistics, (desired, statistics) => {
      const reversed = {
        entries: desired.entries.map(entry => ({...entry, destinations: [...entry.destinations].reverse()})).reverse(),
      };
      assert.equal(tableFingerprint(tableOf(reversed, statistics)), tableFingerprint(tableOf(desired, noStatistics)));
    }),
  );
});

test('a server that moved from one service to another changes the fingerprint', () => {
  fc.assert(
    fc.property(anyDesiredTable, anyDestination, ({entries: [first, second]}, server) => {
      if (!first || !second) return;
      const before = {
        entries: [
          {...first, destinations: [server]},
          {...second, destinations: []},
        ],
      };
      const after = {
        entries: [
          {...first, destinations: []},
          {...second, destinations: [server]},
        ],
      };
      assert.notEqual(tableFingerprint(tableOf(after, noStatistics)), tableFingerprint(tableOf(before, noStatistics)));
    }),
  );
});

function tableOf(desired: DesiredTable, statistics: Statistics): Table {
  const connections = {activeConnections: 1, inactiveConnections: 2, persistentConnections: 3};
  return {
    entries: desired.entries.map(({service, destinations}) => ({
      service: {...service, statistics},
      destinations: destinations.map(destination => ({...destination, ...connections, statistics})),
    })),
  };
}
