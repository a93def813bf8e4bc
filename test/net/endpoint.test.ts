import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {formatEndpoint, parseEndpoint} from '../../src/net/endpoint.js';
import {anyEndpoint} from './arbitraries.js';

test('an endpoint is what its text is parsed to', () => {
  fc.assert(fc.property(anyEndpoint, endpoint => assert.deepEqual(parseEndpoint(formatEndpoint(endpoint)), endpoint)));
});

test('an endpoint needs a numeric address, its brackets and a port in range', () => {
  const wrong = [
    '',
    '10.0.0.1',
    '10.0.0.1:',
    ':80',
    '10.0.0.1:65536',
    '10.0.0.1:-1',
    '10.0.0.1: 80',
    '10.0.0.1:080000',
    '10.1:80',
    'vip1:80',
  ];
  wrong.push(
    '::1:80',
    '[::1]',
    '[::1]80',
    '[::1]:',
    '[10.0.0.1]:80',
    '[::1:80',
    '[[::1]]:80',
    '2001:db8::1',
    '10.0.0.1:http',
  );
  for (const text of wrong) assert.equal(parseEndpoint(text), undefined, text);
});
