import assert from 'node:assert/strict';
import {test} from 'node:test';
import {FrameReader, framed} from '../../../../src/checks/probe/dns/frame-reader.js';

test('messages come whole, in whatever pieces their bytes come', () => {
  const messages = [Buffer.alloc(0), Buffer.from('a'), Buffer.from('message'), Buffer.alloc(300, 7)];
  const bytes = Buffer.concat(messages.map(framed));
  for (const size of [1, 2, 3, 7, 100, 1000]) {
    const reader = new FrameReader();
    const found: Buffer[] = [];
    const piece = Buffer.alloc(size); // the same one for all, as connections do
    for (let at = 0; at < bytes.length; at += size)
      found.push(...reader.take(piece.subarray(0, bytes.copy(piece, 0, at, at + size))));
    assert.deepEqual(found, messages, `${size} bytes at once`);
  }
});

test('a long message that comes byte by byte is copied once', context => {
  const bytes = framed(Buffer.alloc(65_535, 1));
  const joins = context.mock.method(Buffer, 'concat').mock;
  const reader = new FrameReader();
  const found = [...bytes].flatMap(byte => reader.take(Uint8Array.of(byte)));
  assert.equal(found[0]?.length, 65_535);
  assert.ok(joins.callCount() < 5, `${joins.callCount()} times`);
});
