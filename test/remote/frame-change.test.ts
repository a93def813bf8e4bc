import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {applyFrameChange, frameChange} from '../../src/remote/frame-change.js';
import type {StageFrame} from '../../src/remote/stage.js';

const text = fc.string({unit: fc.constantFrom('a', 'b', ' ', '│', '日'), maxLength: 6});
const row = fc.record({
  line: fc.array(fc.record({text, role: fc.constantFrom('plain', 'bad', 'muted')}), {maxLength: 3}),
  isSelected: fc.boolean(),
});
const frames: fc.Arbitrary<StageFrame> = fc.record({
  rows: fc.array(row, {maxLength: 8}),
  pressed: fc.nat(),
  isTyping: fc.boolean(),
  local: fc.constantFrom({}, {q: 'quit' as const}, {'ctrl+z': 'suspend' as const, 'ctrl+l': 'repaint' as const}),
});

describe('frames over the wire', () => {
  test('a change makes the frame before into the one after, whatever they are', () => {
    fc.assert(
      fc.property(fc.option(frames, {nil: undefined}), frames, (before, after) => {
        const sent = JSON.parse(JSON.stringify(frameChange(before, after)));
        assert.deepEqual(JSON.parse(JSON.stringify(applyFrameChange(before, sent))), JSON.parse(JSON.stringify(after)));
      }),
    );
  });

  test('nothing is sent of rows that stay', () => {
    fc.assert(fc.property(frames, frame => assert.deepEqual(frameChange(frame, structuredClone(frame)).rows, [])));
  });

  test('nothing from another host moves the cursor', () => {
    const hostile = {count: 1, rows: [[0, {line: [{text: '\u001b[2J\u009b1;1H\r\n', role: 'x'}], isSelected: 1}]]};
    const {rows, local} = applyFrameChange(undefined, {...hostile, local: {q: 'format'}});
    assert.doesNotMatch(rows[0]?.line[0]?.text ?? '', /[\u0000-\u001f\u007f-\u009f]/);
    assert.deepEqual(local, {});
  });

  test('what is no change is refused or harmless, never a crash of another kind', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (rows, count) => {
        try {
          const frame = applyFrameChange(undefined, {count, rows});
          assert.ok(frame.rows.length <= 1000);
        } catch (error) {
          assert.ok(error instanceof Error);
        }
      }),
    );
    assert.throws(() => applyFrameChange(undefined, {count: 1e9, rows: []}), /no change/);
  });
});
