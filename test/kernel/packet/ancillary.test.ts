import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readAncillary} from '../../../src/kernel/packet/ancillary.js';

/** struct cmsghdr and its data, padded. */
function control(level: number, type: number, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(16 + ((data.length + 7) & ~7));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 16 + data.length, true);
  view.setInt32(8, level, true);
  view.setInt32(12, type, true);
  bytes.set(data, 16);
  return bytes;
}

function numbers(...values: readonly bigint[]): Uint8Array {
  return new Uint8Array(new BigInt64Array(values).buffer);
}

const read = (...parts: readonly Uint8Array[]) => {
  const bytes = Buffer.concat(parts);
  return readAncillary(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
};
const time = control(1, 35, numbers(1_700_000_000n, 123_456_789n));
const destination = Uint8Array.from({length: 16}, (_, i) => i);

test('a time has a fraction of a millisecond', () => {
  assert.ok(Math.abs(read(time).at - (1_700_000_000_123 + 0.4567)) < 0.001);
});

test('all that comes beside a packet of IPv6 is read, in any order, and the unknown skipped', () => {
  const parts = [
    control(1, 999, new Uint8Array(3)),
    control(41, 52, new Uint8Array(new Int32Array([255]).buffer)),
    time,
    control(41, 50, Uint8Array.of(...destination, 7, 0, 0, 0)),
  ];
  for (const order of [parts, parts.toReversed()]) {
    const {at, ...rest} = read(...order);
    assert.ok(at > 0);
    assert.deepEqual(rest, {destination, hopLimit: 255});
  }
});

test('what is absent or cut short is not there', () => {
  assert.deepEqual(read(), {at: 0, destination: undefined, hopLimit: undefined});
  for (let length = 0; length < time.length; length++) assert.equal(read(time.subarray(0, length)).at, 0);
  assert.equal(read(new Uint8Array(64)).at, 0, 'a length of zero ends it');
});
