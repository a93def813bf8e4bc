import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {planChanges} from '../../src/ipvs/plan.js';
import {serviceKey} from '../../src/ipvs/service.js';
import {anyDesiredTable} from './arbitraries.js';
import {ModelTable} from './model-table.js';

const runs = {numRuns: 2000};

test('a plan turns any table into any other, and no step of it is refused', () => {
  fc.assert(
    fc.property(anyDesiredTable, anyDesiredTable, (current, desired) => {
      const table = new ModelTable(current);
      for (const change of planChanges(current, desired)) table.apply(change);
      assert.deepEqual(table.contents(), new ModelTable(desired).contents());
    }),
    runs,
  );
});

test('nothing is planned where nothing differs, in whatever order', () => {
  fc.assert(
    fc.property(anyDesiredTable, desired => {
      const reversed = {
        entries: desired.entries.map(entry => ({...entry, destinations: [...entry.destinations].reverse()})).reverse(),
      };
      assert.deepEqual(planChanges(desired, desired), []);
      assert.deepEqual(planChanges(structuredClone(reversed), desired), []);
    }),
    runs,
  );
});

test('the bit that the kernel sets itself is no difference', () => {
  fc.assert(
    fc.property(anyDesiredTable, desired => {
      const hashed = {
        entries: desired.entries.map(entry => ({
          ...entry,
          service: {...entry.service, flags: entry.service.flags ^ 2},
        })),
      };
      assert.deepEqual(planChanges(hashed, desired), []);
    }),
  );
});

test('what goes away goes last', () => {
  fc.assert(
    fc.property(anyDesiredTable, anyDesiredTable, (current, desired) => {
      const deletions = planChanges(current, desired).map(change => change.type.startsWith('delete-'));
      assert.deepEqual(deletions, deletions.toSorted());
    }),
    runs,
  );
});

test('no service ever has fewer servers than it has before or after', () => {
  fc.assert(
    fc.property(anyDesiredTable, anyDesiredTable, (current, desired) => {
      const table = new ModelTable(current);
      const least = new Map(
        desired.entries.map(
          ({service}) =>
            [
              service.id,
              Math.min(table.serversOf(service.id) ?? 0, new ModelTable(desired).serversOf(service.id) ?? 0),
            ] as const,
        ),
      );
      for (const change of planChanges(current, desired)) {
        table.apply(change);
        for (const [id, count] of least) assert.ok((table.serversOf(id) ?? 0) >= count, serviceKey(id));
      }
    }),
    runs,
  );
});

test('only what differs is touched, and each thing once', () => {
  fc.assert(
    fc.property(anyDesiredTable, anyDesiredTable, (current, desired) => {
      const changes = planChanges(current, desired);
      assert.equal(new Set(changes.map(change => JSON.stringify(change))).size, changes.length);
      const table = new ModelTable(current);
      for (const change of changes) {
        const before = table.contents();
        table.apply(change);
        assert.notDeepEqual(table.contents(), before, 'a change that changes nothing');
      }
    }),
    runs,
  );
});
