import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseLocalPrefixes} from '../../src/kernel/proc/local-prefixes.js';
import {formatPrefix} from '../../src/net/prefix.js';

/** As Linux 6.1 prints them: 10.0.3.1/24 on eth0, 10.9.0.0/24 as a local route. */
const trie = `Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 universe UNICAST
        |-- 10.0.3.0
           /24 link UNICAST
Local:
           |-- 10.0.3.1
              /32 host LOCAL
           |-- 10.0.3.255
              /32 link BROADCAST
     |-- 10.9.0.0
        /24 host LOCAL
           |-- 127.0.0.0
              /8 host LOCAL
           |-- 127.0.0.1
              /32 host LOCAL
Id 200:
           |-- 10.0.3.1
              /32 host LOCAL
`;
const routes = `fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000002 00000000 80200001       lo
20010db8000000000000000000000100 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000002 00000000 80200001     eth0
`;

test('addresses and local routes are what a host takes for its own, each once', () => {
  assert.deepEqual(parseLocalPrefixes(trie, routes).map(formatPrefix), [
    '10.0.3.1/32',
    '10.9.0.0/24',
    '127.0.0.0/8',
    '127.0.0.1/32',
    '::1/128',
    '2001:db8::100/128',
  ]);
});

test('a local default route is a transparent proxy, for packets that a rule chooses', () => {
  const proxied = `Id 100:\n  +-- 0.0.0.0/0 1 0 0\n     |-- 0.0.0.0\n        /0 host LOCAL\n`;
  assert.deepEqual(parseLocalPrefixes(proxied, ''), []);
});

test('a kernel without IPv6 has no such file', () => assert.deepEqual(parseLocalPrefixes('', ''), []));
