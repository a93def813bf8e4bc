import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import type {JournalChange, JournalEntry} from '../../../src/maintenance/journal/journal-entry.js';
import {formatJournalLine, idOfLine, parseJournalLine} from '../../../src/maintenance/journal/journal-line.js';
import {anyDesiredTable, anyDestination, anyService, anyServiceId} from '../../ipvs/arbitraries.js';

const daemon = {
  state: 'master',
  interface: 'eth0',
  syncId: 1,
  maximumLength: 0,
  group: {family: 'ipv6', words: [0xff020000, 0, 0, 1]},
  port: 0,
  ttl: 0,
} as const;

const anyChange: fc.Arbitrary<JournalChange> = fc.oneof(
  fc.tuple(fc.constantFrom('add-service', 'edit-service'), anyService).map(([type, service]) => ({type, service})),
  anyServiceId.map(id => ({type: 'delete-service' as const, id})),
  fc
    .tuple(fc.constantFrom('add-server', 'edit-server'), anyServiceId, anyDestination)
    .map(([type, id, destination]) => ({type, id, destination})),
  fc
    .tuple(anyServiceId, anyDestination)
    .map(([id, {address, port}]) => ({type: 'delete-server' as const, id, destination: {address, port}})),
  anyServiceId.map(id => ({type: 'zero' as const, id})),
  fc.constantFrom<JournalChange>(
    {type: 'flush'},
    {type: 'zero', id: undefined},
    {type: 'set', timeouts: {tcp: 1, tcpFin: 0, udp: 3}},
    {type: 'start-daemon', daemon},
    {type: 'stop-daemon', state: 'backup', syncId: 255},
    {type: 'set-sysctl', name: 'sync_threshold', value: '3\t50'},
  ),
);

const anyEntry: fc.Arbitrary<JournalEntry> = fc
  .tuple(anyDesiredTable, fc.array(anyChange), fc.string(), fc.option(fc.string(), {nil: undefined}))
  .map(([{entries}, changes, command, reason]) => ({
    id: 7,
    at: 1000,
    user: 'alice',
    pid: 12,
    started: '345',
    boot: 'b1',
    command,
    reason,
    undoes: 3,
    changes,
    before: {entries, daemons: [daemon], timeouts: {tcp: 1, tcpFin: 2, udp: 3}, sysctls: {drop_entry: '0'}},
  }));

test('an entry is read as it was written', () => {
  fc.assert(
    fc.property(anyEntry, entry => {
      const line = formatJournalLine({type: 'entry', entry});
      assert.ok(line.endsWith('}\n') && !line.slice(0, -1).includes('\n'));
      assert.equal(idOfLine(line.slice(0, 80)), 7);
      assert.deepEqual(parseJournalLine(line.slice(0, -1)), {type: 'entry', entry});
    }),
  );
});

test('a line in which anything was changed is not taken for another', () => {
  fc.assert(
    fc.property(anyEntry, fc.nat(), fc.integer({min: 1, max: 255}), (entry, at, flip) => {
      const bytes = Buffer.from(formatJournalLine({type: 'entry', entry}).slice(0, -1));
      const place = at % bytes.length;
      bytes.writeUInt8(bytes.readUInt8(place) ^ flip, place);
      assert.ok('problem' in parseJournalLine(bytes.toString()));
    }),
  );
});
