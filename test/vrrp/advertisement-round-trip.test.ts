import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {ipv4, ipv6} from '../../src/net/address.js';
import type {OwnAdvertisement} from '../../src/vrrp/advertisement.js';
import {decodeAdvertisement} from '../../src/vrrp/decode-advertisement.js';
import {encodeAdvertisement} from '../../src/vrrp/encode-advertisement.js';
import {advertisementGroups} from '../../src/vrrp/multicast.js';
import {anySent} from './arbitraries.js';
import {hexOf} from './recorded.js';

test('what is sent is what is received', () => {
  fc.assert(
    fc.property(anySent, ({advertisement, route}) => {
      const payload = encodeAdvertisement(advertisement, route);
      const decoded = decodeAdvertisement({...route, protocol: 112, hopLimit: 255, payload});
      assert.ok(decoded.ok, JSON.stringify(decoded));
      const found = decoded.advertisement as OwnAdvertisement;
      assert.equal(hexOf(encodeAdvertisement(found, route)), hexOf(payload));
      if (found.version === 2 && advertisement.version === 2) {
        assert.deepEqual({...found, authentication: 0}, {...advertisement, authentication: 0});
        const [a, b] = [found.authentication, advertisement.authentication];
        assert.ok(a.type === 'password' && b.type === 'password' ? a.password.isSame(b.password) : a.type === b.type);
      } else {
        // two readings of a checksum may be the same number, which the bytes above have shown
        assert.deepEqual({...found, checksum: 0}, {...advertisement, checksum: 0});
      }
    }),
    {numRuns: 300},
  );
});

test('what no packet can say is a bug, not a packet', () => {
  const route = {source: ipv4(1), destination: advertisementGroups.ipv4};
  const good = {
    version: 3,
    virtualRouter: 1,
    priority: 1,
    interval: 10,
    addresses: [],
    checksum: 'pseudo-header',
  } as const;
  const password = {...good, version: 2, interval: 1000, authentication: {type: 'none'}} as const;
  const ipv6Route = {source: ipv6(0xfe800000, 0, 0, 1), destination: advertisementGroups.ipv6};
  for (const [advertisement, on] of [
    [{...good, virtualRouter: 0}, route],
    [{...good, virtualRouter: 256}, route],
    [{...good, priority: 256}, route],
    [{...good, priority: 1.5}, route],
    [{...good, interval: 0}, route],
    [{...good, interval: 15}, route],
    [{...good, interval: 40960}, route],
    [{...password, interval: 500}, route],
    [{...password, interval: 256000}, route],
    [{...good, addresses: Array.from({length: 256}, () => ipv4(1))}, route],
    [{...good, addresses: [ipv6(0, 0, 0, 1)]}, route],
    [{...good, checksum: 'multicast-pseudo-header'}, route],
    [{...good, checksum: 'message'}, ipv6Route],
    [password, ipv6Route],
  ] as const) {
    assert.throws(() => encodeAdvertisement(advertisement as OwnAdvertisement, on), RangeError);
  }
  assert.equal(encodeAdvertisement(good, route).length, 8);
});
