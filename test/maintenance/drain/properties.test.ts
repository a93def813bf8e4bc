import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import type {DestinationId} from '../../../src/ipvs/destination.js';
import type {DesiredTable} from '../../../src/ipvs/plan.js';
import {type ServiceId, serviceFlag, serviceKey} from '../../../src/ipvs/service.js';
import {placeKey} from '../../../src/maintenance/drain/drain-record.js';
import {formatDrainRecord, parseDrainRecord} from '../../../src/maintenance/drain/drain-record-text.js';
import {planReapply} from '../../../src/maintenance/drain/reapply.js';
import {anyDesiredTable} from '../../ipvs/arbitraries.js';
import {ModelDirector} from './director.js';

/** Of all that matters to a drain: schedulers that hash and others, all flags, several weights. */
const anyTable: fc.Arbitrary<DesiredTable> = anyDesiredTable.chain(({entries}) =>
  fc
    .array(
      fc.tuple(
        fc.constantFrom('rr', 'wlc', 'sh', 'mh', 'dh'),
        fc.integer({min: 0, max: 0x3f}),
        fc.integer({min: 0, max: 5}),
      ),
      {
        minLength: entries.length,
        maxLength: entries.length,
      },
    )
    .map(choices => ({
      entries: entries.map(({service, destinations}, i) => {
        const [scheduler, flags, weight] = choices[i] as [string, number, number];
        return {
          service: {...service, scheduler, flags},
          destinations: destinations.map((one, j) => ({...one, weight: one.weight * (weight + j)})),
        };
      }),
    })),
);

/** A table, and several drains of it that may overlap, in an order of their own in which they end. */
const anyDrains = anyTable.chain(table => {
  const places = table.entries.flatMap(({service, destinations}) => destinations.map(one => placeKey(service.id, one)));
  const drain = fc.record({
    places: fc.subarray(places),
    cut: fc.constantFrom(undefined, 'templates' as const, 'connections' as const),
    isRemoved: fc.boolean(),
    stage: fc.constantFrom('quiescing' as const, 'draining' as const, 'drained' as const, 'restoring' as const),
  });
  return fc.array(drain, {minLength: 1, maxLength: 4}).chain(drains =>
    fc.tuple(
      fc.constant(table),
      fc.constant(drains),
      fc.shuffledSubarray(
        drains.map((_, i) => i),
        {minLength: drains.length},
      ),
    ),
  );
});

const isThere = (director: ModelDirector, service: ServiceId, destination: DestinationId) =>
  director.table
    .entries()
    .some(entry => entry.destinations.some(one => placeKey(entry.service.id, one) === placeKey(service, destination)));

const selectionOf = (places: readonly string[]) => ({type: 'places', places: new Set(places)}) as const;

describe('drains of random tables', () => {
  test('leave the table and the sysctls exactly as they were when all have ended, in whatever order', () => {
    fc.assert(
      fc.property(anyDrains, ([table, drains, order]) => {
        const director = new ModelDirector(table);
        const before = director.contents();
        for (const [i, {places, cut}] of drains.entries())
          director.drain({target: `d${i}`, selection: selectionOf(places), cut});
        for (const i of order) director.undrain(`d${i}`);
        assert.deepEqual(director.contents(), before);
      }),
      {numRuns: 300},
    );
  });

  test('do so also when they have removed their servers, wherever their records stopped', () => {
    fc.assert(
      fc.property(anyDrains, ([table, drains, order]) => {
        const director = new ModelDirector(table);
        const before = director.contents();
        for (const [i, {places, isRemoved, stage}] of drains.entries()) {
          director.drain({target: `d${i}`, selection: selectionOf(places), whenEmpty: isRemoved ? 'remove' : 'stay'});
          const record = director.record(`d${i}`);
          if (!isRemoved) director.put({...record, stage});
          else {
            for (const {service, destination} of record.destinations)
              if (isThere(director, service, destination))
                director.table.apply({type: 'delete-server', id: service, destination});
            director.put({...record, stage: 'removed'});
          }
        }
        for (const i of order) director.undrain(`d${i}`);
        assert.deepEqual(director.contents(), before);
      }),
      {numRuns: 300},
    );
  });

  test('change nothing but the weights of their servers, and the flag of schedulers that need it', () => {
    fc.assert(
      fc.property(anyDrains, ([table, drains]) => {
        const director = new ModelDirector(table);
        for (const [i, {places}] of drains.entries()) director.drain({target: `d${i}`, selection: selectionOf(places)});
        const drained = new Set(drains.flatMap(({places}) => places));
        const wanted: DesiredTable = {
          entries: table.entries.map(({service, destinations}) => {
            const isTouched = destinations.some(one => drained.has(placeKey(service.id, one)));
            const isHashing = service.scheduler === 'sh' || service.scheduler === 'mh';
            const flags = isTouched && isHashing ? service.flags | serviceFlag.scheduler1 : service.flags;
            return {
              service: {...service, flags},
              destinations: destinations.map(one =>
                drained.has(placeKey(service.id, one)) ? {...one, weight: 0} : one,
              ),
            };
          }),
        };
        assert.deepEqual(director.table.contents(), new ModelDirector(wanted).table.contents());
      }),
    );
  });

  test('are put in force again by exactly what was put back, one change each', () => {
    fc.assert(
      fc.property(anyDrains, fc.integer({min: 1, max: 100}), ([table, drains], weight) => {
        const director = new ModelDirector(table);
        for (const [i, {places}] of drains.entries()) director.drain({target: `d${i}`, selection: selectionOf(places)});
        const before = director.contents();
        const drained = new Set(drains[0]?.places);
        for (const {service, destinations} of director.table.entries()) {
          const back = destinations.filter(one => drained.has(placeKey(service.id, one)));
          const flags = table.entries.find(one => serviceKey(one.service.id) === serviceKey(service.id))?.service.flags;
          if (back.length > 0 && flags !== undefined)
            director.table.apply({type: 'edit-service', service: {...service, flags}});
          for (const one of back)
            director.table.apply({type: 'edit-server', id: service.id, destination: {...one, weight}});
        }
        const {changes, putBack} = planReapply(director.records, {entries: director.table.entries()}, director);
        for (const change of changes) director.table.apply(change);
        assert.deepEqual(director.contents(), before);
        assert.equal(putBack.length, drained.size);
      }),
    );
  });

  test('keep records that are read as they were written', () => {
    fc.assert(
      fc.property(anyDrains, ([table, drains]) => {
        const director = new ModelDirector(table);
        for (const [i, {places, cut}] of drains.entries())
          director.drain({target: `d${i}`, selection: selectionOf(places), cut, reason: '\u001b[31mred'});
        for (const record of director.records) {
          const read = parseDrainRecord(formatDrainRecord(record));
          assert.ok(!('problem' in read));
          assert.equal(formatDrainRecord(read), formatDrainRecord(record));
        }
      }),
    );
  });
});

test('a record that is cut anywhere is no record, and says why', () => {
  fc.assert(
    fc.property(anyDrains, fc.nat(), ([table, drains], at) => {
      const director = new ModelDirector(table);
      director.drain({target: 'd', selection: selectionOf(drains[0]?.places ?? [])});
      const text = formatDrainRecord(director.record('d')).trimEnd();
      assert.ok('problem' in parseDrainRecord(text.slice(0, at % text.length)));
    }),
  );
});
