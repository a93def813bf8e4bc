import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Connection} from '../../src/ipvs/connection.js';
import {isTemplate} from '../../src/ipvs/connection.js';
import {numericDisplay} from '../../src/ipvsadm/display-names.js';
import {connectionLine, connectionTitle} from '../../src/ipvsadm/format-connections.js';
import {parseConnection} from '../../src/ipvs/connection-line.js';
import {recordedNames} from './recorded-names.js';
import {recording} from './recordings.js';

const [, ...kernelLines] = recording('traffic', 'conn-010').stdout.trimEnd().split('\n');
const connections = kernelLines.map(line => parseConnection(line) as Connection);

describe('the connections that the kernel showed are listed as ipvsadm listed them a second before', () => {
  for (const [id, isNumeric, showsPersistence] of [
    ['conn-002', true, false],
    ['conn-003', false, false],
    ['conn-004', true, true],
    ['conn-005', false, true],
    ['conn-006', true, false],
    ['conn-007', true, false],
    ['conn-008', true, false],
    ['conn-009', true, false],
  ] as const) {
    const {argv, stdout} = recording('traffic', id);
    test(argv.join(' '), () => {
      const [first, second, ...lines] = stdout.trimEnd().split('\n');
      assert.equal(connectionTitle(showsPersistence), `${first}\n${second}\n`);
      assert.equal(lines.length, connections.length);
      for (const [i, line] of lines.entries()) {
        const connection = {...(connections[i] as Connection), expires: secondsOf(line)};
        assert.equal(
          connectionLine(connection, showsPersistence, isNumeric ? numericDisplay : recordedNames),
          `${line}\n`,
        );
      }
    });
  }
});

const plain = connections[10] as Connection;

test('minutes may have more than two digits', () => {
  const column = (expires: number) =>
    connectionLine({...plain, expires}, false, numericDisplay)
      .slice(4, 14)
      .split(' ')[0];
  assert.deepEqual([0, 59, 60, 5999, 6000, 2678399].map(column), [
    '00:00',
    '00:59',
    '01:00',
    '99:59',
    '100:00',
    '44639:59',
  ]);
});

test('data of a persistence engine is cut at its first blank and where the line buffer of ipvsadm ends', () => {
  const data = (persistenceData: string) =>
    connectionLine({...plain, persistenceEngine: 'sip', persistenceData}, true, numericDisplay)
      .trimEnd()
      .split(/ sip +/)[1];
  assert.equal(data('a b c'), 'a');
  assert.equal(data('a\tb'), 'a');
  assert.equal(
    data('x'.repeat(300))?.length,
    255 - 'TCP AC100102 9C41 0A000001 0050 AC100202 1F90 ESTABLISHED     893 sip '.length,
  );
});

test('without data there is no column of the persistence engine', () => {
  assert.equal(
    connectionLine({...plain, persistenceEngine: 'sip', persistenceData: ''}, true, numericDisplay),
    connectionLine(plain, false, numericDisplay),
  );
  assert.equal(
    connectionLine({...plain, persistenceEngine: 'sip', persistenceData: 'x'}, false, numericDisplay),
    connectionLine(plain, false, numericDisplay),
  );
});

test('the templates among them are those with port 0', () => {
  const templates = connections.filter(isTemplate);
  assert.deepEqual(new Set(templates.map(({state}) => state)), new Set(['NONE', 'ASSURED']));
  assert.equal(
    templates.length,
    kernelLines.filter(line => / 0000 \S+ \S{4} \S+ \S{4} (NONE|ASSURED)/.test(line)).length,
  );
});

function secondsOf(line: string): number {
  const [, minutes, seconds] = /^\S+ +(\d+):(\d+)/.exec(line) as unknown as [string, string, string];
  return Number(minutes) * 60 + Number(seconds);
}
