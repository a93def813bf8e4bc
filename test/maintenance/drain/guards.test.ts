import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import {localNode, masquerading, plainTunnel} from '../../../src/ipvs/forwarding.js';
import {tcp} from '../../../src/ipvs/protocol.js';
import {placeKey} from '../../../src/maintenance/drain/drain-record.js';
import {ipv4} from '../../../src/net/address.js';
import {ModelDirector} from './director.js';

interface Server {
  readonly weight: number;
  readonly connections: number;
  readonly threshold: number;
  readonly forwarding?: number;
}

const id = {type: 'address', protocol: tcp, address: ipv4(0x0a000001), port: 80} as const;

/** The guards of draining the first so many of some servers. */
function guardsOf(scheduler: string, servers: readonly Server[], drained: number): readonly string[] {
  const destinations = servers.map(({weight, threshold, forwarding = masquerading}, i) => ({
    address: ipv4(0x0a01000b + i),
    port: 80,
    forwarding,
    weight,
    upperThreshold: threshold,
    lowerThreshold: 0,
    tunnel: plainTunnel,
  }));
  const service = {id, scheduler, flags: 0, timeout: 0, netmask: 0xffffffff, persistenceEngine: ''};
  const model = new ModelDirector({entries: [{service, destinations}]}, ({address}) => ({
    active: servers[address.family === 'ipv4' ? address.value - 0x0a01000b : 0]?.connections ?? 0,
  }));
  const places = new Set(destinations.slice(0, drained).map(one => placeKey(id, one)));
  return model
    .plan({target: 'd', selection: {type: 'places', places}})
    .guards.map(({code, words}) => `${code}: ${words}`);
}

const server = (weight: number, connections = 0, threshold = 0): Server => ({weight, connections, threshold});

describe('guards', () => {
  test('refuse dh, which has no way over a server of weight 0', () => {
    assert.match(
      guardsOf('dh', [server(1), server(1)], 1).join(),
      /^scheduler: tcp\/10\.0\.0\.1:80: scheduler dh refuses/,
    );
    for (const scheduler of ['rr', 'wlc', 'sh', 'mh'])
      assert.deepEqual(guardsOf(scheduler, [server(1), server(1)], 1), []);
  });

  test('refuse the last server, but not one that serves nobody', () => {
    assert.match(
      guardsOf('rr', [server(1), server(0)], 1).join(),
      /^last-server: .*no server of weight above 0 would be left/,
    );
    assert.deepEqual(guardsOf('rr', [server(0), server(0)], 1), []);
  });

  test('refuse when only the director itself would be left', () => {
    const fallback = {...server(1), forwarding: localNode};
    assert.match(guardsOf('rr', [server(1), fallback], 1).join(), /^fallback: .*only the fallback 10\.1\.0\.12:80/);
  });

  test('tell the share that would be too much', () => {
    assert.deepEqual(guardsOf('wlc', [server(1, 30), server(2, 10, 29), server(1, 5, 100)], 1), [
      'overload: tcp/10.0.0.1:80: 30 connections would move to others: 10.1.0.12:80 would have 30 connections, its upper threshold is 29',
    ]);
    assert.deepEqual(guardsOf('wlc', [server(1, 30), server(2, 10, 31), server(1, 5, 100)], 1), []);
    assert.deepEqual(guardsOf('wlc', [server(1, 30), server(2, 10, 29), server(1, 5)], 1), [], 'one has no limit');
  });

  test('never refuse for load when what is left has room for all connections each', () => {
    const anyServer = fc.record({weight: fc.integer({min: 1, max: 9}), connections: fc.nat(50)});
    fc.assert(
      fc.property(fc.array(anyServer, {minLength: 2, maxLength: 6}), fc.nat(4), (servers, pick) => {
        const drained = 1 + (pick % (servers.length - 1));
        const all = servers.reduce((sum, one) => sum + one.connections, 0);
        const with_ = (threshold: number) =>
          guardsOf(
            'wlc',
            servers.map(one => ({...one, threshold})),
            drained,
          );
        assert.deepEqual(with_(all + 1), []);
        const busiest = Math.max(...servers.slice(drained).map(one => one.connections));
        if (busiest > 0) assert.match(with_(busiest).join(), /^overload/);
      }),
    );
  });
});
