import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {ArrivalBatch, readArrivals} from '../../../src/kernel/packet/arrival-batch.js';

const arrival = fc.record({
  socket: fc.nat({max: 0xffffffff}),
  at: fc.double({min: 0, max: 1e13, noNaN: true}),
  bytes: fc.uint8Array({maxLength: 5000}),
  isCut: fc.boolean(),
  name: fc.uint8Array({maxLength: 28}),
  destination: fc.option(fc.uint8Array({minLength: 16, maxLength: 16}), {nil: undefined}),
  hopLimit: fc.option(fc.nat({max: 255}), {nil: undefined}),
});

describe('a batch of arrivals', () => {
  test('is read as it was written, as often as it is filled', () => {
    const batch = new ArrivalBatch();
    fc.assert(
      fc.property(fc.array(arrival, {maxLength: 20}), arrivals => {
        for (const {socket, bytes, isCut, name, ...ancillary} of arrivals)
          batch.add(socket, bytes, isCut, name, ancillary);
        assert.equal(batch.isEmpty, arrivals.length === 0);
        assert.deepEqual(
          [...readArrivals(batch.take())].map(one => ({...one})),
          arrivals.map(one => ({...one})),
        );
        assert.ok(batch.isEmpty);
      }),
      {numRuns: 200},
    );
  });
});
