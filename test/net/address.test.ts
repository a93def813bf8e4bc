import assert from 'node:assert/strict';
import {isIPv4, isIPv6} from 'node:net';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {
  type Address,
  addressKey,
  compareAddresses,
  formatAddress,
  isSameAddress,
  parseAddress,
  parseIpv4,
  parseIpv6,
} from '../../src/net/address.js';
import {anyAddress, anyIpv4, anyIpv6} from './arbitraries.js';

test('an IPv4 address is what its text is parsed to', () => {
  fc.assert(fc.property(anyIpv4, address => assert.deepEqual(parseIpv4(formatAddress(address)), address)));
});

test('an IPv6 address is what its text is parsed to', () => {
  fc.assert(
    fc.property(anyIpv6, address => assert.deepEqual(parseIpv6(formatAddress(address)), address)),
    {numRuns: 2000},
  );
});

test('the text of an IPv6 address is the one every browser writes, but for the dotted forms', () => {
  fc.assert(
    fc.property(anyIpv6, address => {
      const text = formatAddress(address);
      if (!text.includes('.')) assert.equal(new URL(`http://[${text}]/`).hostname, `[${text}]`);
    }),
    {numRuns: 2000},
  );
});

/** What inet_ntop(3) of glibc 2.36 makes of what inet_pton(3) read. */
const textsOfGlibc: Readonly<Record<string, string>> = {
  '::': '::',
  '::1': '::1',
  '::ffff': '::ffff',
  '::1:0': '::0.1.0.0',
  '0:0:0:0:0:0:102:304': '::1.2.3.4',
  '::0.1.0.2': '::0.1.0.2',
  '::0.0.1.2': '::102',
  '::ffff:1.2.3.4': '::ffff:1.2.3.4',
  '::ffff:0:0': '::ffff:0.0.0.0',
  '0:0:0:0:0:ffff:0:1': '::ffff:0.0.0.1',
  '::fffe:1.2.3.4': '::fffe:102:304',
  '0:0:0:0:ffff:0:102:304': '::ffff:0:102:304',
  '64:ff9b::1.2.3.4': '64:ff9b::102:304',
  '1::1.2.3.4': '1::102:304',
  '1::': '1::',
  '1:2:3:4:5:6:0:0': '1:2:3:4:5:6::',
  '1:2:3:4:5:6:7::': '1:2:3:4:5:6:7:0',
  '::2:3:4:5:6:7:8': '0:2:3:4:5:6:7:8',
  '0:0:1:2:3:4:5:6': '::1:2:3:4:5:6',
  '1:0:0:2::3': '1:0:0:2::3',
  '1:0:0:2:3:0:0:4': '1::2:3:0:0:4',
  '1:0:2:0:3:0:4:0': '1:0:2:0:3:0:4:0',
  '0:0:0:1:0:0:0:0': '0:0:0:1::',
  'fe80::ABCD': 'fe80::abcd',
  'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff': 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
};

for (const [text, expected] of Object.entries(textsOfGlibc)) {
  test(`${text} is written ${expected}`, () => assert.equal(formatAddress(parseIpv6(text) as Address), expected));
}

/** What inet_pton(3) of glibc 2.36 refuses. */
const refusedByGlibc = [
  '',
  ':',
  '1:',
  ':1',
  '1::2::3',
  ':::',
  '::1::',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4::5:6:7:8',
  '1:2:3:4:5:6:7:8::',
  '00001::',
  '12345::',
  'g::',
  '::1.2.3',
  '::1.2.3.4.5',
  '::01.2.3.4',
  '::256.2.3.4',
  '1.2.3.4::',
  '1.2.3.4::1',
  '1:2:3:4:5:6:7:1.2.3.4',
  '::1.2.3.4:5',
  'fe80::1%lo',
  ' ::1',
  '::1 ',
  '[::1]',
  '::0x1',
  '::-1',
  '256.1.1.1',
  '1.2.3',
  '1.2.3.4.5',
  '01.2.3.4',
  '1.2.3.04',
  '00.0.0.0',
  '1.2.3.4 ',
  ' 1.2.3.4',
  '1..2.3',
  '1.2.3.',
  '0x1.2.3.4',
  '1.2.3.-4',
  '1.2.3.+4',
  '1.2.3.1000',
];

test('what inet_pton(3) refuses is no address', () => {
  for (const text of refusedByGlibc) assert.equal(parseAddress(text), undefined, JSON.stringify(text));
});

test('any text is an address exactly where Node finds one', () => {
  const character = fc.constantFrom(':', '::', '.', '0', '1', '10', '255', '256', 'f', 'ffff', '12345', '00', 'g', ' ');
  fc.assert(
    fc.property(fc.array(character, {maxLength: 18}), pieces => {
      const text = pieces.join('');
      assert.equal(parseIpv6(text) !== undefined, isIPv6(text), text);
      assert.equal(parseIpv4(text) !== undefined, isIPv4(text), text);
    }),
    {numRuns: 5000},
  );
});

test('addresses are ordered totally', () => {
  fc.assert(
    fc.property(anyAddress, anyAddress, anyAddress, (a, b, c) => {
      assert.equal(Math.sign(compareAddresses(a, b)) + Math.sign(compareAddresses(b, a)), 0);
      assert.equal(compareAddresses(a, b) === 0, isSameAddress(a, b));
      const [first, second, third] = [a, b, c].sort(compareAddresses) as [Address, Address, Address];
      assert.ok(
        compareAddresses(first, second) <= 0 &&
          compareAddresses(second, third) <= 0 &&
          compareAddresses(first, third) <= 0,
      );
    }),
    {numRuns: 2000},
  );
});

test('IPv4 comes before IPv6, and each in the order of its bits', () => {
  const texts = [
    '0.0.0.0',
    '9.255.255.255',
    '10.0.0.0',
    '127.255.255.255',
    '128.0.0.0',
    '255.255.255.255',
    '::',
    '::1',
    '7fff::',
    '8000::',
    'ffff::',
  ];
  const addresses = texts.map(text => parseAddress(text) as Address);
  assert.deepEqual([...addresses].reverse().sort(compareAddresses).map(formatAddress), texts);
});

test('addresses have the same key exactly when they are the same', () => {
  fc.assert(
    fc.property(anyAddress, anyAddress, (a, b) => {
      assert.equal(addressKey(a) === addressKey(b), isSameAddress(a, b));
      assert.ok(isSameAddress(a, structuredClone(a)));
    }),
  );
});
