import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {anonymizeAll} from '../../src/commands/report/anonymize/anonymize-all.js';
import {Pseudonyms} from '../../src/commands/report/anonymize/pseudonyms.js';
import {type Address, formatAddress, ipv4, parseAddress} from '../../src/net/address.js';

const pseudonyms = new Pseudonyms('a key');
const value = (address: Address) => (address.family === 'ipv4' ? address.value : 0);
const commonBits = (a: number, b: number) => Math.clz32((a ^ b) >>> 0);
const other = (text: string) => formatAddress(pseudonyms.address(parseAddress(text) as Address));

test('two addresses share as many leading bits as before, from the kind of network on', () => {
  const near = fc
    .tuple(fc.nat(0xffffff), fc.nat(31))
    .map(([low, bit]) => [low, (low ^ (1 << Math.min(bit, 23))) & 0xffffff] as const);
  fc.assert(
    fc.property(fc.constantFrom(10, 17, 100, 203), near, (first, [a, b]) => {
      const [x, y] = [a, b].map(low => ((first << 24) | low) >>> 0) as [number, number];
      const [p, q] = [x, y].map(one => value(pseudonyms.address(ipv4(one)))) as [number, number];
      assert.equal(commonBits(p, q), commonBits(x, y));
    }),
    {numRuns: 500, seed: 8},
  );
});

test('different addresses stay different', () => {
  const seen = new Set<number>();
  for (let i = 0; i < 4096; i++) seen.add(value(pseudonyms.address(ipv4((i * 1048573) >>> 0))));
  assert.equal(seen.size, 4096);
});

test('private stays private, and what is the same everywhere stays what it is', () => {
  assert.match(other('10.1.2.3'), /^10\./);
  assert.match(other('192.168.7.9'), /^192\.168\./);
  assert.match(other('172.20.1.1'), /^172\.(1[6-9]|2\d|3[01])\./);
  for (const same of ['127.0.0.1', '0.0.0.0', '224.0.0.18', '255.255.255.255', '::1', '::', 'ff02::12'])
    assert.equal(other(same), same);
  assert.match(other('fe80::1:2'), /^fe80::/);
  assert.notEqual(other('2001:db8::1'), '2001:db8::1');
});

test('a text has other addresses, names and networks; masks, versions, times and sysctls stay', () => {
  const text =
    'host lvs-a 10.0.0.1/24 on 10.0.0.0/24 netmask 255.255.255.0, www.example.net, [2001:db8::1]:80, 02:14:05, v6.1.0, net.ipv4.vs.x, keepalived.conf, 52:54:00:12:34:56\n';
  const [left = ''] = anonymizeAll([text], 'lvs-a', 'k');
  for (const gone of ['lvs-a', '10.0.0.1/', 'example.net', '2001:db8::1', '12:34:56'])
    assert.ok(!left.includes(gone), `${gone}: ${left}`);
  for (const kept of ['255.255.255.0', '02:14:05', 'v6.1.0', 'net.ipv4.vs.x', 'keepalived.conf', '52:54:00:'])
    assert.ok(left.includes(kept), `${kept}: ${left}`);
  const [, a = '', b = ''] = /(10\.\d+\.\d+)\.\d+\/24 on (10\.\d+\.\d+)\.0\/24/.exec(left) ?? [];
  assert.equal(a, b, left);
  assert.notEqual(a, '');
});

test('addresses in other notations, and names that settings, servers and logs tell, are others too', () => {
  const text = `Nov 21 02:14:00 db7 Keepalived[1]: ::ffff:10.1.2.3 v_10.1.2.3_x
2026-11-21T02:14:00+0000 web9 ldirectord[1]: 52-54-00-12-34-56 5254.0012.3456 52:54:00:12:34:56 said db7
names:
  hosts:
    shopfront: 10.1.0.11
  services: {}
directors:
  lbalpha: lbalpha.example.net
real=backend1:80 masq
virtualhost www.kunde.consulting
`;
  const [left = ''] = anonymizeAll([text], 'lvs-a', 'k');
  for (const gone of ['db7', '1.2.3', 'web9', '12-34-56', '0012.3456', 'shopfront', 'lbalpha', 'backend1', 'kunde'])
    assert.ok(!left.includes(gone), `${gone}: ${left}`);
  assert.match(left, /::ffff:10\.\d+\.\d+\.\d+ v_10\./);
  assert.match(left, /52-54-00(-\w\w){3} 5254\.00\w\w\.\w{4} 52:54:00/);
  assert.match(left, /^ {2}hosts:\n/m);
});
