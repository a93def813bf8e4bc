import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {differencesOf} from '../../../src/tui/fleet/differences.js';
import type {Member} from '../../../src/tui/fleet/fleet-model.js';

const member = (name: string, table: Record<string, string> | undefined) =>
  ({name, glance: {table}}) as unknown as Member;
const web = 'tcp/10.0.0.1:80';

describe('what is not the same on directors', () => {
  test('is nothing where the tables are equal, whatever their order', () => {
    const tables = [
      {[web]: '-s rr', [`${web} 10.1.0.1:80`]: '-m -w 1'},
      {[`${web} 10.1.0.1:80`]: '-m -w 1', [web]: '-s rr'},
    ];
    assert.deepEqual(differencesOf(tables.map((table, i) => member(`lb${i}`, table))), []);
  });

  test('is not known of fewer than two tables', () => {
    assert.equal(differencesOf([member('lb1', {}), member('lb2', undefined)]), undefined);
  });

  test('is a service that one has not, once, and not each of its real servers', () => {
    const whole = {[web]: '-s rr', [`${web} 10.1.0.1:80`]: '-m -w 1'};
    const found = differencesOf([member('lb1', whole), member('lb2', whole), member('lb3', {})]);
    assert.deepEqual(
      found?.map(({subject}) => subject),
      [web],
    );
  });

  test('is a weight, between those that have the service', () => {
    const of = (weight: number) => ({[web]: '-s rr', [`${web} 10.1.0.1:80`]: `-m -w ${weight}`});
    const [, real] = differencesOf([member('lb1', of(1)), member('lb2', of(2)), member('lb3', {})]) ?? [];
    assert.deepEqual(real, {
      subject: `${web} 10.1.0.1:80`,
      values: [
        {name: 'lb1', value: '-m -w 1'},
        {name: 'lb2', value: '-m -w 2'},
      ],
    });
  });
});
