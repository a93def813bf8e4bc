import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Connection} from '../../../src/ipvs/connection.js';
import {ipv4} from '../../../src/net/address.js';
import {arrangeConnections} from '../../../src/tui/screens/connections/arrange.js';
import {readConnectionFilter} from '../../../src/tui/screens/connections/filter.js';
import {isDue, period} from '../../../src/tui/screens/connections/pace.js';
import {readTable} from '../../../src/tui/screens/connections/reading.js';
import {filterConnections, initialConnections} from '../../../src/tui/screens/connections/state.js';
import {connection, ConnectionsScreen} from './connections-screen.js';

const one = connection('TCP 198.51.100.20:1 10.0.0.1:80 10.1.0.12:8080 ESTABLISHED 101');

const many = (length: number): Connection[] =>
  Array.from({length}, (_, i) => ({
    ...one,
    client: {address: ipv4(0xc6336400 + ((i * 7919) % 5000)), port: 1024 + (i % 50_000)},
    state: i % 3 === 0 ? 'ESTABLISHED' : 'FIN_WAIT',
    expires: (i * 31) % 900,
  }));

/** The result and how often it paused. */
function run<T>(work: Generator<void, T>): {result: T; pauses: number} {
  for (let pauses = 0; ; pauses++) {
    const step = work.next();
    if (step.done) return {result: step.value, pauses};
  }
}

const filterOf = (text: string) => {
  const filter = readConnectionFilter(text);
  assert.ok('matches' in filter);
  return filter;
};

describe('a table of 100,000 connections', () => {
  const connections = many(100_000);
  const pieces = Array.from({length: 1000}, (_, i) => connections.slice(i * 100, i * 100 + 100));
  const {table} = run(readTable(pieces, filterOf(''))).result;

  test('is read with a pause after each piece', () => {
    assert.ok(run(readTable(pieces, filterOf(''))).pauses >= 1000);
  });

  for (const [name, change] of [
    ['sorted', {sort: {by: 'expires', isDescending: true}}],
    ['filtered', {filter: filterOf('198.51.1 state=EST')}],
    ['counted', {countBy: 'client'}],
  ] as const)
    test(`is ${name} with pauses`, () => {
      const {result, pauses} = run(arrangeConnections(table, {...initialConnections.arrangement, ...change}));
      assert.ok(pauses > 100, String(pauses));
      if (name === 'sorted') {
        assert.equal(result.places.length, 100_000);
        const expires = result.places.map(place => table.expiresAt(place));
        assert.deepEqual(
          expires,
          expires.toSorted((a, b) => b - a),
        );
      }
      if (name === 'counted')
        assert.equal(
          result.counts?.reduce((sum, count) => sum + count.connections, 0),
          100_000,
        );
    });
});

describe('room', () => {
  const connections = many(300);

  test('that is enough keeps all, wanted or not', () => {
    const {result} = run(readTable([connections], filterOf('state=EST'), 300));
    assert.deepEqual([result.kept, result.table.length, result.total.connections], ['all', 300, 300]);
  });

  test('that runs out is left to those that are wanted', () => {
    const {result} = run(readTable([connections], filterOf('state=EST'), 120));
    assert.deepEqual([result.kept, result.table.length, result.total.connections], ['wanted', 100, 300]);
  });

  test('that is too little for them keeps the first, and counts all', () => {
    const {result} = run(readTable([connections], filterOf('state=EST'), 60));
    assert.deepEqual([result.kept, result.table.length, result.total.connections], ['some', 60, 300]);
    assert.equal(run(readTable([connections], filterOf(''), 60)).result.kept, 'some');
  });

  test('that was too little is told on the screen', async () => {
    const screen = await new ConnectionsScreen(many(20)).refresh();
    const {reading} = screen.model.connections;
    assert.ok(reading);
    screen.model = {...screen.model, connections: {...screen.model.connections, reading: {...reading, kept: 'some'}}};
    assert.match(screen.lines()[0] ?? '', /^ 20 connections, of the 20 that were kept$/);
  });
});

describe('when to read', () => {
  const reading = {at: 10_000, cost: 150};

  test('what costs little is read at every refresh, the rest so that it takes a hundredth of the time', () => {
    assert.equal(period({at: 0, cost: 5}, 2), 2000);
    assert.equal(period(reading, 2), 15_000);
    assert.equal(period(reading, 2, true), 2000);
    assert.ok(!isDue(reading, 23_000, 2, false));
    assert.ok(isDue(reading, 24_500, 2, false));
    assert.ok(isDue(undefined, 0, 2, false));
    assert.ok(isDue(reading, 9000, 2, false), 'the clock was set back');
  });

  test('only while it is looked at', async () => {
    const screen = new ConnectionsScreen([one]);
    screen.model = {...screen.model, screen: 'services'};
    await screen.refresh();
    screen.model = {...screen.model, screen: 'connections', isHeld: true};
    await screen.refresh();
    assert.equal(screen.readings, 0);
  });

  test('a reading ends when the screen is left', async () => {
    const screen = new ConnectionsScreen([]);
    let [read, isClosed] = [0, false];
    screen.table = {
      *[Symbol.iterator]() {
        try {
          for (; read < 10_000; read++) yield [one];
        } finally {
          isClosed = true;
        }
      },
    } as unknown as typeof screen.table;
    screen.onPause = () => {
      screen.model = {...screen.model, screen: 'services'};
    };
    await screen.refresh();
    assert.ok(isClosed && read < 100, String(read));
    assert.equal(screen.model.connections.reading, undefined);
  });

  test('a filter that changes during the reading is the one that is shown', async () => {
    const screen = new ConnectionsScreen(many(5000));
    let pauses = 0;
    screen.onPause = () => {
      if (++pauses === 2) [screen.model] = filterConnections(screen.model, 'expires<0');
    };
    await screen.refresh();
    assert.match(screen.lines()[0] ?? '', /^ 0 of 5,000 connections/);
    assert.ok(pauses > 2);
  });
});
