import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {type Address, parseAddress} from '../../src/net/address.js';
import type {Advertisement} from '../../src/vrrp/advertisement.js';
import {checkAdvertisement, type Expectation} from '../../src/vrrp/check-advertisement.js';
import type {Datagram} from '../../src/vrrp/datagram.js';
import {passwordFromText} from '../../src/vrrp/password.js';

const address = (text: string) => parseAddress(text) as Address;
const addresses = [address('10.0.0.5'), address('10.0.0.6')];
const datagram: Datagram = {
  source: address('10.0.0.2'),
  destination: address('224.0.0.18'),
  protocol: 112,
  hopLimit: 255,
  payload: new Uint8Array(),
};
const unicast = {...datagram, destination: address('10.0.0.1'), hopLimit: 60};
const common = {virtualRouter: 51, priority: 100, interval: 1000, addresses};
const v2: Advertisement = {version: 2, ...common, authentication: {type: 'none'}};
const v3: Advertisement = {version: 3, ...common, checksum: 'pseudo-header'};
const expected: Expectation = {
  virtualRouter: 51,
  version: 3,
  interval: 1000,
  addresses,
  authentication: {type: 'none'},
  checksums: ['pseudo-header', 'message'],
  senders: 'multicast',
  isDeafOwner: false,
};
const expected2: Expectation = {...expected, version: 2};
const password = (text: string) => ({type: 'password', password: passwordFromText(text)}) as const;
const peer = {address: address('10.0.0.2'), minimumHopLimit: 0, maximumHopLimit: 255};

/** The code of the rejection, else those of the remarks. */
function verdict(
  advertisement: Advertisement,
  expectation: Expectation,
  arrived: Datagram = datagram,
  hasTrailer = false,
): string | readonly string[] {
  const checked = checkAdvertisement({ok: true, advertisement, hasTrailer}, arrived, expectation);
  return checked.ok ? checked.remarks.map(({code}) => code) : checked.rejection.code;
}

describe('what is ours is taken, what is not is rejected', () => {
  const from = (...senders: Expectation['senders'] & object) => ({...expected, senders});
  const cases: readonly (readonly [string, string | readonly string[], ...Parameters<typeof verdict>])[] = [
    ['version 3', [], v3, expected],
    ['version 2', [], v2, expected2],
    ['another virtual router', 'virtual-router', {...v3, virtualRouter: 52}, expected],
    ['another version', 'version', v2, expected],
    ['a trailer', 'authentication-trailer', v3, expected, datagram, true],
    ['unicast where multicast is expected', 'destination', v3, expected, unicast],
    ['multicast where unicast is expected', 'destination', v3, {...expected, senders: 'unicast'}],
    ['unicast from anyone', [], v3, {...expected, senders: 'unicast'}, unicast],
    ['unicast from a peer', [], v3, from(peer), unicast],
    ['unicast from a stranger', 'peer', v3, from({...peer, address: address('10.0.0.3')}), unicast],
    ['a peer too far away', 'hop-limit', v3, from({...peer, minimumHopLimit: 61}), unicast],
    ['a peer too near', 'hop-limit', v3, from({...peer, maximumHopLimit: 59}), unicast],
    ['a peer just right', [], v3, from({...peer, minimumHopLimit: 60, maximumHopLimit: 60}), unicast],
    ['a password where none is expected', 'authentication-mismatch', {...v2, authentication: password('a')}, expected2],
    ['none where a password is expected', 'authentication-mismatch', v2, {...expected2, authentication: password('a')}],
    [
      'an authentication header',
      'authentication-mismatch',
      {...v2, authentication: {type: 'ah', sequenceNumber: 1}},
      expected2,
    ],
    [
      'the password',
      [],
      {...v2, authentication: password('12345678')},
      {...expected2, authentication: password('123456789')},
    ],
    [
      'another password',
      'authentication-failure',
      {...v2, authentication: password('a')},
      {...expected2, authentication: password('a ')},
    ],
    ['a checksum as RFC 9568 has it', [], {...v3, checksum: 'message'}, expected],
    [
      'the same where it is not expected',
      'checksum',
      {...v3, checksum: 'message'},
      {...expected, checksums: ['pseudo-header']},
    ],
    ['another interval, version 2', 'interval', {...v2, interval: 2000}, expected2],
    ['another interval, version 3', ['interval'], {...v3, interval: 2000}, expected],
    ['no addresses', 'address-count', {...v3, addresses: []}, expected],
    ['no addresses where all are excluded', [], {...v3, addresses: []}, {...expected, addresses: []}],
    ['the addresses in another order', [], {...v3, addresses: addresses.toReversed()}, expected],
    ['another address', ['address-list'], {...v3, addresses: [address('10.0.0.5'), address('10.0.0.7')]}, expected],
    ['an address twice', ['address-list'], {...v3, addresses: [...addresses, address('10.0.0.5')]}, expected],
    ['an owner that hears nobody', 'address-owner', v3, {...expected, isDeafOwner: true}],
  ];
  for (const [name, code, ...rest] of cases)
    test(`${name}: ${[code].flat().join() || 'good'}`, () => assert.deepEqual(verdict(...rest), code));
});

test('the first IPv6 address is link-local', () => {
  const arrived = {...datagram, source: address('fe80::1'), destination: address('ff02::12')};
  const list = [address('fd00::1'), address('fe80::9')];
  assert.deepEqual(verdict({...v3, addresses: list}, {...expected, addresses: list}, arrived), ['address-list']);
  assert.deepEqual(verdict({...v3, addresses: list.toReversed()}, {...expected, addresses: list}, arrived), []);
});

test('a list that differs is described', () => {
  const checked = checkAdvertisement(
    {ok: true, advertisement: {...v3, addresses: [address('10.0.0.7')]}, hasTrailer: false},
    datagram,
    expected,
  );
  assert.ok(checked.ok);
  assert.equal(checked.remarks[0]?.words, '1 addresses, not 2; unknown: 10.0.0.7; missing: 10.0.0.5, 10.0.0.6');
});
