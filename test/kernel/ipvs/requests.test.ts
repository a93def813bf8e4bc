import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import type {Change} from '../../../src/ipvs/change.js';
import type {DaemonConfiguration} from '../../../src/ipvs/daemon.js';
import {directRouting, masquerading, plainTunnel} from '../../../src/ipvs/forwarding.js';
import type {ServiceConfiguration, ServiceId} from '../../../src/ipvs/service.js';
import {type Address, ipv4, parseAddress} from '../../../src/net/address.js';
import {commandAttributes} from '../../../src/kernel/ipvs/attributes.js';
import {
  decodeDaemon,
  decodeDestinationConfiguration,
  decodeServiceConfiguration,
  encodeDaemon,
  encodeDestination,
  encodeService,
} from '../../../src/kernel/ipvs/bridge.js';
import {changeRequest, ipvsRequest} from '../../../src/kernel/ipvs/requests.js';
import {flag} from '../../../src/kernel/netlink/message.js';
import {type Request, requestLength, writeRequest} from '../../../src/kernel/netlink/request.js';
import {anyDestination, anyService} from '../../ipvs/arbitraries.js';
import {anyIpv4, anyIpv6} from '../../net/arbitraries.js';
import {exchanges} from '../netlink/recorded-exchanges.js';
import {familyId} from './scripted-kernel.js';

const web: ServiceId = {type: 'address', protocol: 6, address: ipv4(0x0a000001), port: 80};
const roundRobin: ServiceConfiguration = {
  id: web,
  scheduler: 'rr',
  flags: 0,
  timeout: 0,
  netmask: 0xffffffff,
  persistenceEngine: '',
};
const server = {address: ipv4(0xc0a80101), port: 80};
const plainServer = {
  ...server,
  forwarding: masquerading,
  weight: 1,
  upperThreshold: 0,
  lowerThreshold: 0,
  tunnel: plainTunnel,
};
const daemon: DaemonConfiguration = {
  state: 'master',
  interface: 'lo',
  syncId: 100000,
  maximumLength: 0,
  group: undefined,
  port: 0,
  ttl: 0,
};
const backup: DaemonConfiguration = {
  state: 'backup',
  interface: 'lo',
  syncId: 0,
  maximumLength: 9000,
  group: ipv4(0xe0000063),
  port: 9999,
  ttl: 7,
};

/** Changes, and the recorded request that asks for the same. */
const asked: readonly (readonly [recorded: string, change: Change])[] = [
  ['NEW_SERVICE ok', {type: 'add-service', service: roundRobin}],
  [
    'NEW_SERVICE pe sip',
    {
      type: 'add-service',
      service: {...roundRobin, id: {...web, protocol: 17, port: 5060}, flags: 1, timeout: 60, persistenceEngine: 'sip'},
    },
  ],
  [
    'NEW_SERVICE v6 mask 64',
    {
      type: 'add-service',
      service: {...roundRobin, id: {...web, address: parseAddress('2001:db8::1') as Address, port: 90}, netmask: 64},
    },
  ],
  ['NEW_SERVICE fwm', {type: 'add-service', service: {...roundRobin, id: {type: 'fwmark', family: 'ipv4', fwmark: 7}}}],
  ['DEL_SERVICE nonexistent', {type: 'delete-service', id: {...web, port: 999}}],
  ['NEW_DEST ok', {type: 'add-server', id: web, destination: plainServer}],
  ['SET_DEST ok', {type: 'edit-server', id: web, destination: {...plainServer, forwarding: directRouting, weight: 5}}],
  ['DEL_DEST minimal attrs', {type: 'delete-server', id: web, destination: server}],
  [
    'DEL_DEST v6 on v4 ok',
    {type: 'delete-server', id: web, destination: {address: parseAddress('2001:db8::2') as Address, port: 80}},
  ],
  ['FLUSH', {type: 'flush'}],
  ['ZERO all', {type: 'zero', id: undefined}],
  ['ZERO one', {type: 'zero', id: web}],
  ['SET_CONFIG all', {type: 'set', timeouts: {tcp: 100, tcpFin: 50, udp: 30}}],
  ['NEW_DAEMON syncid 100000 (unchecked)', {type: 'start-daemon', daemon}],
  ['NEW_DAEMON backup port/ttl/maxlen', {type: 'start-daemon', daemon: backup}],
  ['DEL_DAEMON only state', {type: 'stop-daemon', state: 'master', syncId: 7}],
];

describe('a change is asked for in the bytes that a kernel was seen to take', () => {
  for (const [name, change] of asked) {
    test(`${change.type}: ${name}`, () => {
      const recorded = Buffer.from(exchanges.find(row => row.name === name)?.request_hex as string, 'hex');
      const ours = bytesOf(changeRequest(familyId, change), recorded);
      assert.equal(ours.length, recorded.length);
      // attributes may come in any order
      assert.equal(inOrder(ours.subarray(20)), inOrder(recorded.subarray(20)));
      assert.deepEqual(ours.subarray(0, 20), recorded.subarray(0, 20));
    });
  }

  test('a new service, to the byte', () => {
    const sample =
      '680000001c0005007300000000000000010100005400010006000100020000000600020006000000140003000a000001000000000000000000000000060004000050000007000600727200000c00070000000000ffffffff080008000000000008000900ffffffff';
    assert.equal(
      bytesOf(changeRequest(familyId, {type: 'add-service', service: roundRobin}), Buffer.from(sample, 'hex')).toString(
        'hex',
      ),
      sample,
    );
  });

  test('questions without attributes, to the byte', () => {
    for (const [name, number] of [
      ['GET_INFO noack', 15],
      ['GET_CONFIG', 13],
      ['GET_DAEMON dump both', 11],
      ['GET_SERVICE dump', 4],
    ] as const) {
      const recorded = Buffer.from(exchanges.find(row => row.name === name)?.request_hex as string, 'hex');
      assert.deepEqual(bytesOf(ipvsRequest(familyId, number), recorded), recorded, name);
    }
  });
});

describe('what is encoded of our vocabulary is what is decoded', () => {
  test('services', () => {
    fc.assert(
      fc.property(anyService, service => {
        const read = recoded({service: encodeService(service)});
        assert.deepEqual(decodeServiceConfiguration(read.service!), service);
      }),
      {numRuns: 1000},
    );
  });

  test('destinations, of whatever family the service is', () => {
    fc.assert(
      fc.property(anyDestination, fc.constantFrom('ipv4' as const, 'ipv6' as const), (destination, family) => {
        const read = recoded({destination: encodeDestination(destination)});
        assert.deepEqual(decodeDestinationConfiguration(read.destination!, family), destination);
      }),
      {numRuns: 1000},
    );
  });

  test('a tunnel without a type keeps its port and flags', () => {
    const odd = {...plainServer, tunnel: {type: 0, port: 6080, flags: 1}};
    assert.deepEqual(
      decodeDestinationConfiguration(recoded({destination: encodeDestination(odd)}).destination!, 'ipv4'),
      odd,
    );
  });

  test('daemons', () => {
    const group = fc.option(
      fc.oneof(
        anyIpv4.map(({value}) => ipv4(0xe0000000 | (value & 0x0fffffff))),
        anyIpv6,
      ),
      {nil: undefined},
    );
    const number = (max: number) => fc.integer({min: 0, max});
    const anyDaemon = fc.record(
      {
        state: fc.constantFrom('master' as const, 'backup' as const),
        interface: fc.constantFrom('eth0', 'a-name-of-15-by', 'é0'),
        syncId: number(0xffffffff),
        maximumLength: number(65507),
        group,
        port: number(65535),
        ttl: number(255),
      },
      {noNullPrototype: true},
    );
    fc.assert(
      fc.property(anyDaemon, each =>
        assert.deepEqual(decodeDaemon(recoded({daemon: encodeDaemon(each)}).daemon!), each),
      ),
    );
  });
});

function recoded(values: Parameters<typeof commandAttributes.write>[0]) {
  const buffer = Buffer.alloc(commandAttributes.lengthOf(values));
  commandAttributes.write(values, buffer, 0);
  return commandAttributes.read(buffer, 0, buffer.length);
}

/** The request with the flags and the number of the recorded one. */
function bytesOf(request: Request, recorded: Buffer): Buffer {
  const buffer = Buffer.alloc(requestLength(request));
  const flags = recorded.readUInt16LE(6);
  assert.ok(flags & flag.request);
  writeRequest(buffer, 0, request, flags, recorded.readUInt32LE(8));
  return buffer;
}

/** The attributes by number; those of a command's top level that nest are taken apart too. */
function inOrder(attributes: Buffer, depth = 0): string {
  const parts: string[] = [];
  for (let at = 0; at < attributes.length; ) {
    const length = attributes.readUInt16LE(at);
    const type = attributes.readUInt16LE(at + 2);
    const payload = attributes.subarray(at + 4, at + length);
    parts.push(`${type}:${depth === 0 && type <= 3 ? inOrder(payload, 1) : payload.toString('hex')}`);
    at += (length + 3) & ~3;
  }
  return `{${parts.sort().join(' ')}}`;
}
