import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {ReplyReader} from '../../../../src/checks/probe/smtp/reply-reader.js';

test('a reply is the same however its bytes come', () => {
  const line = fc.stringMatching(/^[ -~]{0,60}$/);
  fc.assert(
    fc.property(
      fc.integer({min: 100, max: 599}),
      fc.array(line, {maxLength: 8}),
      line,
      fc.constantFrom('\r\n', '\n'),
      fc.array(fc.integer({min: 1, max: 20}), {minLength: 1, maxLength: 20}),
      (code, before, last, end, sizes) => {
        const text = [...before.map(one => `${code}-${one}`), `${code} ${last}`].map(one => one + end).join('');
        const bytes = Buffer.from(text, 'latin1');
        const reader = new ReplyReader();
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const next = Math.min(bytes.length, at + sizes[i % sizes.length]!);
          const reply = reader.take(bytes.subarray(at, next));
          if (next < bytes.length) assert.equal(reply, undefined);
          else assert.deepEqual(reply, {code, text: `${code} ${last}`});
          at = next;
        }
      },
    ),
  );
});

test('a code stands alone or before a space', () => {
  const code = (line: string) => new ReplyReader().take(Buffer.from(line))?.code;
  assert.equal(code('220\r\n'), 220);
  assert.equal(code('220 x\r\n'), 220);
  for (const line of ['22\r\n', '2200 x\r\n', '220x\r\n', ' 220 x\r\n', '\r\n', 'SSH-2.0\r\n'])
    assert.equal(code(line), undefined, line);
});

test('a line and a reply have an end', () => {
  assert.throws(() => new ReplyReader().take(Buffer.alloc(5000, 'x')), /a line of the reply has more than 4,096 bytes/);
  assert.throws(() => new ReplyReader().take(Buffer.from('250-x\n'.repeat(200))), /more than 128 lines/);
});
