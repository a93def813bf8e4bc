import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {ipv4, ipv6} from '../../src/net/address.js';
import {hasValidChecksum, internetChecksum, onesComplementSum, pseudoHeaderSum} from '../../src/net/checksum.js';
import {broadcastMac, formatMac, mac, macFromBytes, multicastMac, parseMac, writeMac} from '../../src/net/mac.js';
import {advertisementGroups, allNodes} from '../../src/vrrp/multicast.js';
import {anyMac} from './arbitraries.js';
import {bytesOf, hexOf} from './recorded.js';

test('the example of RFC 1071 §3', () => {
  assert.equal(onesComplementSum(bytesOf('0001f203f4f5f6f7')), 0xddf2);
  assert.equal(internetChecksum(bytesOf('0001f203f4f5f6f7')), 0x220d);
});

test('a checksum in its place makes the whole valid, and a changed bit does not', () => {
  const bytes = fc.uint8Array({minLength: 2, maxLength: 1500});
  fc.assert(
    fc.property(bytes, fc.nat(0xffff), fc.nat(), (data, sum, bit) => {
      data.fill(0, 0, 2);
      new DataView(data.buffer).setUint16(0, internetChecksum(data, sum));
      assert.ok(hasValidChecksum(data, sum));
      const at = bit % (data.length * 8);
      data[at >>> 3] = (data[at >>> 3] as number) ^ (1 << (at & 7));
      assert.ok(!hasValidChecksum(data, sum));
    }),
  );
});

test('a pseudo-header is summed as its bytes would be', () => {
  assert.equal(
    pseudoHeaderSum(ipv4(0x0a090002), ipv4(0xe0000012), 112, 12),
    onesComplementSum(bytesOf('0a090002e00000120070000c')),
  );
  assert.equal(
    pseudoHeaderSum(ipv6(0xfe800000, 1, 2, 0xffffffff), ipv6(0xff020000, 0, 0, 18), 58, 0x12345),
    onesComplementSum(bytesOf('fe8000000000000100000002ffffffffff020000000000000000000000000012000123450000003a')),
  );
});

test('an Ethernet address is what its text and its bytes are read as', () => {
  fc.assert(
    fc.property(anyMac, fc.nat(9), (address, offset) => {
      assert.deepEqual(parseMac(formatMac(address)), address);
      const bytes = new Uint8Array(16);
      writeMac(address, bytes, offset);
      assert.deepEqual(macFromBytes(bytes, offset), address);
    }),
  );
  const bytes = new Uint8Array(8).fill(0xee);
  writeMac(mac(0x00005e000133), bytes, 1);
  assert.equal(hexOf(bytes), 'ee00005e000133ee');
  assert.equal(formatMac(broadcastMac), 'ff:ff:ff:ff:ff:ff');
  assert.deepEqual(parseMac('00:00:5E:00:01:33'), mac(0x5e000133));
  for (const text of [
    '',
    '0:0:5e:0:1:33',
    '00-00-5e-00-01-33',
    '00:00:5e:00:01',
    '00:00:5e:00:01:33:00',
    '00:00:5e:00:01:3g',
  ])
    assert.equal(parseMac(text), undefined, text);
});

test('multicast groups have their Ethernet addresses', () => {
  assert.equal(formatMac(multicastMac(advertisementGroups.ipv4)), '01:00:5e:00:00:12');
  assert.equal(formatMac(multicastMac(ipv4(0xefffffff))), '01:00:5e:7f:ff:ff');
  assert.equal(formatMac(multicastMac(advertisementGroups.ipv6)), '33:33:00:00:00:12');
  assert.equal(formatMac(multicastMac(allNodes)), '33:33:00:00:00:01');
  assert.equal(formatMac(multicastMac(ipv6(0xff020000, 0, 1, 0xffffffff))), '33:33:ff:ff:ff:ff');
});
