import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ownerCell} from '../../src/maintenance/owner-cell.js';
import type {Ownership} from '../../src/maintenance/owner.js';
import {wayChooser} from '../../src/maintenance/owner-way.js';
import {placeOfText as place} from '../owners/places.js';

const ownership: Ownership = {
  owner: 'keepalived',
  configuredWeight: 3,
  isFallback: false,
  way: {type: 'watch'},
  warnings: [],
};

test('an owner is named alone where the weight is its own, with its weight where it is not', () => {
  assert.equal(ownerCell(undefined, 3), '-');
  assert.equal(ownerCell(ownership, 3), 'keepalived');
  assert.equal(ownerCell(ownership, 0), 'keepalived: 3');
  assert.equal(ownerCell({...ownership, configuredWeight: undefined}, 0), 'keepalived');
  assert.equal(ownerCell({...ownership, configuredWeight: 1, isFallback: true}, 0), 'keepalived (fallback): 1');
});

test('a way that quiesces others is used where all of them are drained', () => {
  const way = {type: 'folder', path: '/m/10.1.0.1:80'} as const;
  const others = [place('10.0.0.1:80', '10.1.0.1:80'), place('10.0.0.2:80', '10.1.0.1:80')];
  const shared = {...ownership, sharedWay: {way, others}};
  const chooseOfAll = wayChooser(() => true);
  assert.deepEqual(chooseOfAll(ownership), ownership.way);
  assert.deepEqual([chooseOfAll(shared), chooseOfAll(shared)], [way, way]);
  assert.deepEqual(wayChooser(service => service === others[0]?.service)(shared), ownership.way);
});
