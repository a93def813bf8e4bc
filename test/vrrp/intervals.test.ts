import assert from 'node:assert/strict';
import {test} from 'node:test';
import {formatMac} from '../../src/net/mac.js';
import {masterDownInterval, skewTime} from '../../src/vrrp/intervals.js';
import {virtualMac, virtualRouterOf} from '../../src/vrrp/virtual-mac.js';

test('version 2: the skew is a part of a second, whatever the interval (RFC 3768 §6.1)', () => {
  assert.equal(skewTime(2, 100, 1000), 609.375);
  assert.equal(skewTime(2, 100, 5000), 609.375);
  assert.equal(masterDownInterval(2, 100, 1000), 3609.375);
  assert.equal(masterDownInterval(2, 50, 1000), 3804.6875); // keepalived in the lab: 0.81 s after priority 0
  assert.equal(skewTime(2, 255, 1000), 3.90625);
});

test('version 3: the skew is a part of the interval (RFC 9568 §6.1)', () => {
  assert.equal(skewTime(3, 50, 250), 201.171875);
  assert.equal(masterDownInterval(3, 100, 1000), 3609.375);
  assert.equal(masterDownInterval(3, 100, 100), 360.9375);
  assert.equal(masterDownInterval(3, 1, 40950), 163640.0390625);
});

test('a higher priority waits less, even by less than a millisecond', () => {
  for (const version of [2, 3] as const)
    for (let priority = 2; priority <= 255; priority++)
      assert.ok(masterDownInterval(version, priority, 10) < masterDownInterval(version, priority - 1, 10));
});

test('virtual routers have Ethernet addresses of their own (RFC 9568 §7.3)', () => {
  assert.equal(formatMac(virtualMac('ipv4', 51)), '00:00:5e:00:01:33');
  assert.equal(formatMac(virtualMac('ipv6', 255)), '00:00:5e:00:02:ff');
  for (const family of ['ipv4', 'ipv6'] as const)
    for (const virtualRouter of [1, 51, 255])
      assert.deepEqual(virtualRouterOf(virtualMac(family, virtualRouter)), {family, virtualRouter});
  assert.equal(virtualRouterOf(virtualMac('ipv4', 0)), undefined);
  assert.equal(virtualRouterOf({value: 0x26b944eed8c6}), undefined);
});
