import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {keptColumns} from '../../../src/tui/fleet/kept-columns.js';

describe('what another host may have kept here', () => {
  test('is columns that were chosen, in their order', () => {
    const columns = {services: ['weight', 'name', 'mark']};
    assert.deepEqual(keptColumns({columns}), {columns});
    assert.deepEqual(keptColumns({columns: {services: []}}), {columns: {services: []}});
  });

  test('is no key: what it does here is not for others to say', () => {
    const keys = {delete: ['j'], 'confirm-danger': ['j']};
    assert.equal(keptColumns({keys, interval: 0.1, sort: {services: 'name'}}), undefined);
    assert.deepEqual(keptColumns({keys, columns: {services: ['name']}}), {columns: {services: ['name']}});
  });

  for (const columns of [
    undefined,
    null,
    'mark',
    {services: 'mark'},
    {services: ['\u001b[2J']},
    {constructor: ['name']},
    {nowhere: ['name']},
  ])
    test(`is nothing that there is not: ${JSON.stringify(columns)}`, () =>
      assert.equal(keptColumns({columns}), undefined));
});
