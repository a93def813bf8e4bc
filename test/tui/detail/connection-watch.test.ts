import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Connection} from '../../../src/ipvs/connection.js';
import {ConnectionWatch} from '../../../src/tui/screens/detail/connection-watch.js';
import {endpoint, noon} from '../director/fixed-model.js';
import {connection, standing} from './fixed-detail.js';

const watching = {isOfRow: () => true, isLookedAt: () => true};

test('all are counted, and the first 200 kept', async () => {
  const watch = new ConnectionWatch();
  const template = connection(0, {client: endpoint('198.51.100.1:0'), state: 'ASSURED'});
  const pieces = [Array.from({length: 150}, (_, i) => connection(i % 200)), Array.from({length: 150}, () => template)];
  assert.ok(await watch.read(() => pieces, watching, standing));
  const {last} = watch;
  assert.equal(last?.at, noon);
  assert.equal(last?.first.length, 200);
  assert.equal(last?.connections, 150);
  assert.equal(last?.templates, 150);
  assert.deepEqual([...(last?.states ?? [])].sort(), [
    ['ESTABLISHED', 100],
    ['FIN_WAIT', 50],
  ]);
});

test('only those of the row count', async () => {
  const watch = new ConnectionWatch();
  const isOfRow = ({state}: Connection) => state === 'FIN_WAIT';
  await watch.read(() => [Array.from({length: 9}, (_, i) => connection(i))], {...watching, isOfRow}, standing);
  assert.equal(watch.last?.connections, 3);
});

test('what costs much is not read at every refresh', async () => {
  let now = noon;
  const world = {clock: () => now, pause: async () => {}};
  function* slow() {
    now += 20; // of which a refresh may cost 6
    yield [connection(1)];
  }
  const watch = new ConnectionWatch();
  const reads: boolean[] = [];
  for (let i = 0; i < 8; i++) reads.push(await watch.read(slow, watching, world));
  assert.deepEqual(reads, [true, false, false, false, true, false, false, false]);
});

test('it stops when nobody looks any more, and closes what it reads from', async () => {
  let [pieces, isClosed] = [0, false];
  function* table() {
    try {
      for (; pieces < 10; pieces++) yield [connection(1)];
    } finally {
      isClosed = true;
    }
  }
  const watch = new ConnectionWatch();
  const isLookedAt = () => pieces < 2;
  assert.equal(await watch.read(table, {...watching, isLookedAt}, standing), false);
  assert.equal(watch.last, undefined);
  assert.ok(isClosed && pieces < 4);
});
