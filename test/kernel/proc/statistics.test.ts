import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {UnknownLine} from '../../../src/ipvs/unknown-line.js';
import {readStatistics} from '../../../src/kernel/proc/statistics.js';
import {anyStatistics} from '../../ipvs/arbitraries.js';
import {recording} from '../../ipvsadm/recordings.js';
import {ScriptedKernel} from '../ipvs/scripted-kernel.js';

const path = '/proc/net/ip_vs_stats';
const read = (text: string, piece?: number) => readStatistics(new ScriptedKernel(undefined, {[path]: text}, piece));

test('totals and rates are read as they were recorded', () => {
  const text = recording('traffic', 'stats-022').stdout;
  const expected = {
    counters: {
      connections: 0x16n,
      incomingPackets: 0x66n,
      outgoingPackets: 0x51n,
      incomingBytes: 0xf6095n,
      outgoingBytes: 0x13a8n,
    },
    rates: {
      connectionsPerSecond: 1n,
      incomingPacketsPerSecond: 4n,
      outgoingPacketsPerSecond: 3n,
      incomingBytesPerSecond: 0x9ba3n,
      outgoingBytesPerSecond: 0xc6n,
    },
  };
  for (let piece = 1; piece <= text.length; piece++) assert.deepEqual(read(text, piece), expected);
  assert.equal(read(recording('cli', 'proc-097').stdout).counters.connections, 0n);
});

test('numbers of any size are read as the kernel prints them', () => {
  const row = (numbers: readonly bigint[]) =>
    numbers
      .map((number, i) =>
        number
          .toString(16)
          .toUpperCase()
          .padStart(i < 3 ? 8 : 16),
      )
      .join(' ');
  fc.assert(
    fc.property(anyStatistics, statistics => {
      const {counters, rates} = statistics;
      const text = `   Total\n   Conns\n${row(Object.values(counters))}\n\n Conns/s\n${row(Object.values(rates))}\n`;
      const inOrder = read(text);
      assert.deepEqual(Object.values(inOrder.counters), Object.values(counters));
      assert.deepEqual(Object.values(inOrder.rates), Object.values(rates));
    }),
  );
});

test('a text of another form is an error with path and line', () => {
  const good = recording('traffic', 'stats-022').stdout.split('\n');
  for (const [line, text] of [
    [3, ''],
    [3, '      16       66       51            F6095'],
    [3, '      16       66       51            F6095             13A8 1'],
    [6, '       1        4        3             9BA3               G6'],
    [6, '       1        4        3             9BA3               -1'],
  ] as const) {
    const lines = good.with(line - 1, text);
    assert.throws(
      () => read(lines.join('\n')),
      (error: unknown) => error instanceof UnknownLine && error.path === path && error.line === line,
    );
  }
  assert.throws(() => read(''), /line 3 is of an unknown form/);
  assert.throws(() => read(good.slice(0, 4).join('\n')), /line 6 is of an unknown form/);
});
