import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import stringWidth from 'string-width';
import {cut, displayWidth, fit} from '../../../src/tui/text/width.js';

const anyText = fc.oneof(
  fc.string(),
  fc.string({unit: 'grapheme'}),
  fc.string({unit: fc.constantFrom('a', '…', '█', '漢', '한', 'é', 'e\u0301', '👩‍💻', '⣿')}),
);

test('every character has the width that string-width gives it', () => {
  for (let code = 0x20; code <= 0xffff; code++) {
    const character = String.fromCharCode(code);
    assert.equal(displayWidth(character), stringWidth(character), code.toString(16));
  }
});

test('a text that is fitted has exactly the width', () => {
  fc.assert(
    fc.property(anyText, fc.nat(20), fc.constantFrom('left', 'right'), fc.constantFrom('…', '~', ''), (...args) =>
      assert.equal(displayWidth(fit(...args)), args[1]),
    ),
  );
});

test('a text that is cut is its own beginning, and the ellipsis', () => {
  fc.assert(
    fc.property(anyText, fc.nat(20), (text, width) => {
      const shown = cut(text, width, '…');
      assert.ok(displayWidth(shown) <= width);
      if (shown !== text) assert.ok(text.startsWith(shown.replace(/…$/, '')));
      else assert.ok(displayWidth(text) <= width);
    }),
  );
});

test('the tail is cut, whatever the alignment, and wide characters stay whole', () => {
  assert.equal(fit('10.0.0.1', 10, 'right', '…'), '  10.0.0.1');
  assert.equal(fit('10.0.0.100', 8, 'right', '…'), '10.0.0.…');
  assert.equal(fit('漢字漢字', 6, 'left', '…'), '漢字… ');
  assert.equal(fit('漢字', 1, 'left', ''), ' ');
  assert.equal(cut('abc', 0, '…'), '');
  assert.equal(fit('abc', 2, 'left', '...'), 'ab'); // no room for the ellipsis
});
