import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import type {Change} from '../../../src/ipvs/change.js';
import type {inversesOf} from '../../../src/ipvs/inverses.js';
import {planChanges} from '../../../src/ipvs/plan.js';
import {stepsOf} from '../../../src/maintenance/journal/journal.js';
import type {JournalEntry} from '../../../src/maintenance/journal/journal-entry.js';
import {planUndo} from '../../../src/maintenance/journal/plan-undo.js';
import {anyDesiredTable} from '../../ipvs/arbitraries.js';
import {ModelTable} from '../../ipvs/model-table.js';

const runs = {numRuns: 1000};

function entryOf(before: Parameters<typeof inversesOf>[0], changes: readonly Change[]): JournalEntry {
  return {
    id: 1,
    at: 0,
    user: 'alice',
    pid: 1,
    boot: 'b',
    command: 'lvsctl',
    reason: undefined,
    undoes: undefined,
    steps: stepsOf(before, changes),
  };
}

test('undo brings back the table, whatever was changed', () => {
  fc.assert(
    fc.property(anyDesiredTable, anyDesiredTable, fc.boolean(), (current, desired, clears) => {
      const table = new ModelTable(current);
      const changes: Change[] = clears
        ? [{type: 'flush'}, ...planChanges({entries: []}, desired)]
        : planChanges(current, desired);
      const entry = entryOf({entries: new ModelTable(current).entries()}, changes);
      for (const change of changes) table.apply(change);
      const plan = planUndo(entry, {id: 1, at: 1, refusals: {}}, {entries: table.entries()});
      assert.deepEqual(plan.conflicts, []);
      assert.deepEqual(plan.lost, []);
      for (const change of plan.changes) table.apply(change as Change);
      assert.deepEqual(table.contents(), new ModelTable(current).contents());
    }),
    runs,
  );
});

test('what somebody has changed since is a conflict, and named', () => {
  fc.assert(
    fc.property(anyDesiredTable, current => {
      fc.pre(current.entries.some(({destinations}) => destinations.length > 0));
      const {service, destinations} = current.entries.find(one => one.destinations.length > 0)!;
      const [destination] = destinations;
      const quiesced = {...destination!, weight: 0};
      const entry = entryOf(current, [{type: 'edit-server', id: service.id, destination: quiesced}]);
      const table = new ModelTable(current);
      table.apply({type: 'edit-server', id: service.id, destination: {...quiesced, weight: 7}});
      const {conflicts} = planUndo(entry, {id: 1, at: 1, refusals: {}}, {entries: table.entries()});
      assert.equal(conflicts.length, 1);
      assert.match(conflicts[0]!, /was changed since$/);
    }),
    {numRuns: 200},
  );
});

test('refused steps are not taken back', () => {
  fc.assert(
    fc.property(anyDesiredTable, current => {
      const [first] = current.entries;
      fc.pre(first !== undefined);
      const add: Change = {type: 'add-service', service: first!.service};
      const plan = planUndo(
        entryOf({entries: []}, [add, add]),
        {id: 1, at: 1, refusals: {1: 'Service already exists'}},
        {
          entries: [{service: first!.service, destinations: []}],
        },
      );
      assert.deepEqual(plan.changes, [{type: 'delete-service', id: first!.service.id}]);
      assert.deepEqual(plan.conflicts, []);
    }),
    {numRuns: 50},
  );
});
