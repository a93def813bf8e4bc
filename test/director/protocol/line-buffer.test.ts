import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {LineBuffer} from '../../../src/director/protocol/line-buffer.js';

describe('bytes that come in pieces', () => {
  test('are the same lines however they were cut', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom('a', 'ä', '\n', '\r'))), pieces => {
        const all = Buffer.from(pieces.flat().join(''));
        const lines = all.toString().split('\n');
        const rest = lines.pop();
        const buffer = new LineBuffer(1000);
        let cut = 0;
        const found = pieces.flatMap(({length}) => {
          const piece = all.subarray(cut, cut + length); // in the middle of characters too
          cut += length;
          return [...linesOf(buffer, piece)];
        });
        found.push(...linesOf(buffer, all.subarray(cut)));
        assert.deepEqual(found, lines);
        assert.equal(buffer.isWithinLine, rest !== '');
      }),
    );
  });

  test('may come before the lines of the last piece were taken', () => {
    const buffer = new LineBuffer(10);
    buffer.push(Buffer.from('a\nb\nc'));
    assert.equal(String(buffer.next()), 'a');
    assert.deepEqual([...linesOf(buffer, Buffer.from('d\n'))], ['b', 'cd']);
  });

  for (const size of [1, 3, 64]) {
    test(`are too long with one byte too many, in pieces of ${size}`, () => {
      const buffer = new LineBuffer(64);
      assert.deepEqual(feed(buffer, `${'x'.repeat(64)}\n`, size), ['x'.repeat(64)]);
      assert.deepEqual(feed(buffer, 'y'.repeat(64), size), []);
      assert.deepEqual(feed(buffer, 'y', size), ['too-long']);
      assert.equal(buffer.next(), 'too-long');
    });
  }
});

function feed(buffer: LineBuffer, text: string, size: number): string[] {
  const bytes = Buffer.from(text);
  return Array.from({length: Math.ceil(bytes.length / size)}, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  ).flatMap(piece => [...linesOf(buffer, piece)]);
}

function* linesOf(buffer: LineBuffer, piece: Buffer): Generator<string> {
  buffer.push(piece);
  for (let line = buffer.next(); line !== undefined; line = buffer.next()) {
    yield String(line);
    if (line === 'too-long') return;
  }
}
