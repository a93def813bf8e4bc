import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {readGlance} from '../../src/remote/read-glance.js';

describe('a glance from another host', () => {
  test('has numbers and escaped texts, whatever was sent', () => {
    const given = {services: 'x', active: 3, problem: '\u001b[2J', routers: [{name: '\u0007', state: 1}, null]};
    const {services, active, problem, routers} = readGlance(given, undefined);
    assert.deepEqual([services, active, problem], [0, 3, '\\x1b[2J']);
    assert.deepEqual(routers?.[0], {name: '\\x07', state: '1', findings: 0});
  });

  test('has no table that would take long to compare', () => {
    const entries = (count: number) => Object.fromEntries(Array.from({length: count}, (_, i) => [`s${i}`, 'x']));
    assert.ok(readGlance({table: entries(5000)}, undefined).table);
    assert.equal(readGlance({table: entries(10_001)}, undefined).table, undefined);
    const {table} = readGlance({table: {s: 'x'.repeat(1_000_000)}}, undefined);
    assert.equal(table?.s?.length, 4000);
  });
});
