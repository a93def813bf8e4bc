import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {inspect} from 'node:util';
import {type Address, parseAddress} from '../../src/net/address.js';
import {internetChecksum} from '../../src/net/checksum.js';
import {coverageSum} from '../../src/vrrp/advertisement-checksum.js';
import type {ChecksumCoverage} from '../../src/vrrp/advertisement.js';
import type {Datagram} from '../../src/vrrp/datagram.js';
import {decodeAdvertisement} from '../../src/vrrp/decode-advertisement.js';
import {rejections} from '../../src/vrrp/rejection.js';
import {bytesOf} from './recorded.js';

const address = (text: string) => parseAddress(text) as Address;
const multicast = {source: address('10.9.0.2'), destination: address('224.0.0.18'), protocol: 112, hopLimit: 255};
const unicast = {...multicast, destination: address('10.9.0.1')};
const multicast6 = {...multicast, source: address('fe80::1'), destination: address('ff02::12')};
const none = '0000000000000000';

/** A datagram whose message has its checksum in bytes 6 and 7. @param length bytes that the checksum covers */
function sealed(
  hex: string,
  envelope: Omit<Datagram, 'payload'> = multicast,
  coverage: ChecksumCoverage = 'message',
  length = hex.length / 2,
): Datagram {
  const payload = bytesOf(hex);
  const covered = payload.subarray(0, length);
  new DataView(payload.buffer).setUint16(6, internetChecksum(covered, coverageSum(coverage, envelope, length)));
  return {...envelope, payload};
}

function codeOf(datagram: Datagram): string {
  const decoded = decodeAdvertisement(datagram);
  return decoded.ok ? 'good' : decoded.rejection.code;
}

const v2 = `212a3201000100000a09006e${none}`;
const v3 = '312b3201001900000a090078';

describe('each rule has its own rejection', () => {
  const cases: readonly (readonly [string, string, Datagram])[] = [
    ['version 2', 'good', sealed(v2)],
    ['version 3', 'good', sealed(v3)],
    ['another protocol', 'protocol', sealed(v2, {...multicast, protocol: 89})],
    ['a hop limit of 254', 'hop-limit', sealed(v2, {...multicast, hopLimit: 254})],
    ['a hop limit that nobody told', 'hop-limit', sealed(v2, {...multicast, hopLimit: undefined})],
    ['a hop limit of 64, unicast', 'good', sealed(v2, {...unicast, hopLimit: 64})],
    ['version 1', 'version', sealed(v2.replace('21', '11'))],
    ['version 4', 'version', sealed(v3.replace('31', '41'))],
    ['version 2 over IPv6', 'version', sealed(v2, multicast6, 'pseudo-header')],
    ['type 2', 'type', sealed(v3.replace('31', '32'))],
    ['nothing', 'length', {...multicast, payload: new Uint8Array(0)}],
    ['7 bytes', 'length', {...multicast, payload: bytesOf('312b3201001900')}],
    ['an address too few', 'length', sealed('312b3202001900000a090078')],
    ['an address too many', 'length', sealed(`${v3}0a090079`)],
    ['no authentication data', 'length', sealed('212a3201000100000a09006e')],
    ['a wrong checksum', 'checksum', {...multicast, payload: bytesOf('312b32010019a79e0a090078')}],
    ['no checksum', 'checksum', {...multicast, payload: bytesOf(v3)}],
    ['a checksum over IPv6 without pseudo-header', 'checksum', sealed('312c320000640000', multicast6)],
    ['virtual router 0', 'virtual-router', sealed('31003201001900000a090078')],
    ['virtual router 255', 'good', sealed('31ff3201001900000a090078')],
    ['no interval, version 2', 'interval', sealed(`212a3201000000000a09006e${none}`)],
    ['no interval, version 3', 'interval', sealed('312b3201000000000a090078')],
    ['authentication type 3', 'authentication-type', sealed(`212a3201030100000a09006e${none}`)],
    ['type 2 without header', 'authentication-mismatch', sealed(`212a3201020100000a09006e${none}`)],
    ['no addresses', 'good', sealed('312b320000190000')],
    ['reserved bits', 'good', sealed('312b3201f01900000a090078')],
    ['authentication data for none', 'good', sealed(`212a3201000100000a09006e7777777777777777`)],
  ];
  for (const [name, code, datagram] of cases) test(`${name}: ${code}`, () => assert.equal(codeOf(datagram), code));
});

test('the reserved bits of version 3 are no part of the interval', () => {
  const decoded = decodeAdvertisement(sealed('312b3201f01900000a090078'));
  assert.ok(decoded.ok);
  assert.equal(decoded.advertisement.interval, 250);
});

describe('the readings of the checksum of version 3 over IPv4 are told apart', () => {
  const read = (datagram: Datagram) => {
    const decoded = decodeAdvertisement(datagram);
    return decoded.ok && decoded.advertisement.version === 3 ? decoded.advertisement.checksum : decoded;
  };
  test('RFC 5798 as keepalived reads it', () =>
    assert.equal(read(sealed(v3, multicast, 'pseudo-header')), 'pseudo-header'));
  test('RFC 9568, v3_checksum_as_v2', () => assert.equal(read(sealed(v3, multicast, 'message')), 'message'));
  test('old_unicast_checksum', () =>
    assert.equal(read(sealed(v3, unicast, 'multicast-pseudo-header')), 'multicast-pseudo-header'));
});

describe('an authentication header', () => {
  const spi = '0a09000200000007';
  const ah = `70040000${spi}${'ab'.repeat(12)}`;
  const envelope = {...multicast, protocol: 51};
  const within = (hex: string, header = ah) => {
    const {payload} = sealed(hex);
    return {...envelope, payload: Uint8Array.from([...bytesOf(header), ...payload])};
  };
  const typed = `212a3201020100000a09006e${none}`;
  test('stands before an advertisement of type 2', () => {
    const decoded = decodeAdvertisement(within(typed));
    assert.ok(decoded.ok && decoded.advertisement.version === 2);
    assert.deepEqual(decoded.advertisement.authentication, {type: 'ah', sequenceNumber: 7});
  });
  test('does not stand before another type', () => assert.equal(codeOf(within(v2)), 'authentication-mismatch'));
  test('does not stand before version 3', () => assert.equal(codeOf(within(v3)), 'authentication-type'));
  test('of another protocol is none of ours', () =>
    assert.equal(codeOf(within(typed, ah.replace('70', '06'))), 'protocol'));
  test('before another one is none of ours', () =>
    assert.equal(codeOf(within(typed, ah.replace('70', '33'))), 'protocol'));
  test('that is cut short is too short', () =>
    assert.equal(codeOf({...envelope, payload: bytesOf(ah.slice(0, 30))}), 'length'));
});

test('CARP is no VRRP', () => {
  const carp = `21070007000100000${'1'.repeat(55)}`;
  assert.equal(carp.length, 72);
  assert.equal(codeOf(sealed(carp)), 'carp');
  assert.equal(codeOf(sealed(carp, multicast6)), 'carp');
  const decoded = decodeAdvertisement(sealed(carp));
  assert.ok(!decoded.ok);
  assert.match(decoded.rejection.words, /virtual host 7/);
  const sevenAddresses = `2107000700010000${'0a090001'.repeat(7)}${none}`;
  assert.equal(codeOf(sealed(sevenAddresses)), 'good');
});

test("keepalived's trailer is recognised, whose bytes the checksum covers over IPv6 only", () => {
  const trailer = `01070000${'5a'.repeat(24)}`;
  const over4 = decodeAdvertisement(sealed(v3 + trailer, multicast, 'pseudo-header', v3.length / 2));
  assert.ok(over4.ok && over4.hasTrailer);
  const over6 = decodeAdvertisement(sealed(`312c320000640000${trailer}`, multicast6, 'pseudo-header'));
  assert.ok(over6.ok && over6.hasTrailer);
  assert.equal(codeOf(sealed(v3 + trailer.replace('01', '02'), multicast, 'pseudo-header', v3.length / 2)), 'length');
});

test('a password is shown nowhere', () => {
  const decoded = decodeAdvertisement(sealed(`212a3201010100000a09006e7333637265743132`));
  assert.ok(decoded.ok);
  const {advertisement} = decoded;
  assert.ok(advertisement.version === 2 && advertisement.authentication.type === 'password');
  const shown = [
    inspect(decoded, {depth: 9, showHidden: true}),
    JSON.stringify(decoded),
    `${advertisement.authentication.password}`,
    inspect(structuredClone(advertisement), {depth: 9}),
  ].join('\n');
  assert.doesNotMatch(shown, /s3cret|7333|115|73 33/);
});

test('every rejection names its rule', () => {
  for (const [code, {section, statistic}] of Object.entries(rejections)) {
    assert.match(section, /RFC|keepalived|carp/, code);
    assert.ok(statistic === null || /^[a-z]+(_[a-z]+)+$/.test(statistic), code);
  }
});
