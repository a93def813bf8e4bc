import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {formatPoolDifference} from '../../src/config/pools/format-pool-difference.js';
import type {PoolConfiguration} from '../../src/config/pools/pool-configuration.js';
import {isSamePools, withoutSame} from '../../src/director/same-pools.js';
import {pool, pools, server} from './checks/pools.js';

const [one, two, three] = ['10.0.0.11', '10.0.0.12', '10.0.0.13'].map(address => server(address)) as [
  ReturnType<typeof server>,
  ReturnType<typeof server>,
  ReturnType<typeof server>,
];
const variants: readonly PoolConfiguration[] = [
  pools([]),
  pools([pool('10.0.0.1', [one, two])]),
  pools([pool('10.0.0.1', [one, two, three])]),
  pools([pool('10.0.0.1', [two, one])]),
  pools([pool('10.0.0.1', [one, {...two, weight: 5}])]),
  pools([pool('10.0.0.1', [one, two], {quorum: 2}), pool('10.0.0.2', [three])]),
  pools([pool('10.0.0.1', [one, two])], {onStop: 'leave'}),
];

describe('what is the same in two configurations', () => {
  test('is left out, and what is left has the same words', () => {
    for (const before of variants)
      for (const after of variants)
        assert.deepEqual(formatPoolDifference(...withoutSame(before, after)), formatPoolDifference(before, after));
  });

  test('is all of it only where nothing but places is different', () => {
    for (const before of variants)
      for (const after of variants) assert.equal(isSamePools(before, structuredClone(after)), before === after);
    const moved = pools([pool('10.0.0.1', [one, two], {place: {file: '/b.conf', line: 9, column: 1}})]);
    assert.ok(isSamePools(variants[1] as PoolConfiguration, moved));
    assert.ok(isSamePools({...pools([]), maintenanceFolder: undefined}, pools([])));
  });
});
