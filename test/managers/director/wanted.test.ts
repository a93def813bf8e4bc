import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {wantedRouters} from '../../../src/managers/director/wanted-routers.js';
import {formatAddress} from '../../../src/net/address.js';
import {router, state} from './states.js';

const wanted = (...change: Parameters<typeof router>) => {
  const [first] = wantedRouters(state([router(...change)]));
  assert.ok(first);
  return first;
};

describe('what a director runs', () => {
  test('has addresses on other links', () => {
    const {addresses} = wanted({
      addresses: ['10.0.0.100/24', '10.0.1.100/24'],
      excluded: ['2001:db8::1/64'],
      links: {'10.0.1.100/24': 'eth1', '2001:db8::1/64': 'eth2'},
    });
    assert.deepEqual(
      addresses.map(one => [formatAddress(one.address), one.interface, one.isExcluded]),
      [
        ['10.0.0.100', undefined, false],
        ['10.0.1.100', 'eth1', false],
        ['2001:db8::1', 'eth2', true],
      ],
    );
  });

  test('has a kind of authentication, and keeps the password', () => {
    assert.deepEqual(wanted({authentication: 'password'}).authentication, {type: 'password', password: undefined});
    assert.deepEqual(wanted({}).authentication, {type: 'none'});
  });

  test('has a multicast group, and may ignore the addresses of its peers', () => {
    const {multicastGroup, ignoresAddressLists} = wanted({multicastGroup: '224.0.0.20', ignoresAddressLists: true});
    assert.equal(multicastGroup && formatAddress(multicastGroup), '224.0.0.20');
    assert.equal(ignoresAddressLists, true);
    assert.equal(wanted({}).multicastGroup, undefined);
  });
});
