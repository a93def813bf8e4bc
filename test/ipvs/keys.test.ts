import assert from 'node:assert/strict';
import {isDeepStrictEqual} from 'node:util';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {destinationKey} from '../../src/ipvs/destination.js';
import {type ServiceId, serviceKey} from '../../src/ipvs/service.js';
import {parseEndpoint} from '../../src/net/endpoint.js';
import type {Endpoint} from '../../src/net/endpoint.js';
import {anyEndpoint} from '../net/arbitraries.js';
import {anyServiceId} from './arbitraries.js';

test('services have the same key exactly when they are the same service', () => {
  fc.assert(
    fc.property(anyServiceId, anyServiceId, (a, b) => {
      assert.equal(serviceKey(a) === serviceKey(b), isDeepStrictEqual(a, b));
      assert.equal(serviceKey(a), serviceKey(structuredClone(a)));
    }),
    {numRuns: 2000},
  );
});

test('services that differ in one part of their identity have different keys', () => {
  const endpoint = (text: string) => parseEndpoint(text) as Endpoint;
  const ids: ServiceId[] = [
    {type: 'address', protocol: 6, ...endpoint('10.0.0.1:80')},
    {type: 'address', protocol: 17, ...endpoint('10.0.0.1:80')},
    {type: 'address', protocol: 6, ...endpoint('10.0.0.1:8')},
    {type: 'address', protocol: 6, ...endpoint('10.0.0.2:80')},
    {type: 'address', protocol: 6, ...endpoint('[::a00:1]:80')},
    {type: 'address', protocol: 6, ...endpoint('[a00:1::]:80')},
    {type: 'address', protocol: 6, ...endpoint('[::1:0]:80')},
    {type: 'address', protocol: 6, ...endpoint('[::10]:80')},
    {type: 'fwmark', family: 'ipv4', fwmark: 1},
    {type: 'fwmark', family: 'ipv6', fwmark: 1},
    {type: 'fwmark', family: 'ipv4', fwmark: 0x80000000},
  ];
  assert.equal(new Set(ids.map(serviceKey)).size, ids.length);
});

test('destinations have the same key exactly when address and port are the same', () => {
  fc.assert(
    fc.property(anyEndpoint, anyEndpoint, (a, b) => {
      assert.equal(destinationKey(a) === destinationKey(b), isDeepStrictEqual(a, b));
      assert.equal(destinationKey(a), destinationKey(structuredClone(a)));
    }),
    {numRuns: 2000},
  );
});
