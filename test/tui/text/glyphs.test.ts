import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {toAscii} from '../../../src/tui/text/ascii.js';
import {gauge} from '../../../src/tui/text/gauge.js';
import {asciiGlyphs, glyphsFor, unicodeGlyphs} from '../../../src/tui/text/glyphs.js';
import {sparkline} from '../../../src/tui/text/sparkline.js';
import {displayWidth} from '../../../src/tui/text/width.js';

test('each glyph takes one cell, and those of ASCII are ASCII', () => {
  for (const glyph of Object.values(unicodeGlyphs).flat()) assert.equal(displayWidth(glyph), 1, glyph);
  for (const glyph of Object.values(asciiGlyphs).flat()) assert.match(glyph, /^[!-~]$/);
});

test('the locale decides, in the order of POSIX', () => {
  assert.equal(glyphsFor({LANG: 'en_US.UTF-8'}), unicodeGlyphs);
  assert.equal(glyphsFor({LANG: 'C', LC_CTYPE: 'C.utf8'}), unicodeGlyphs);
  assert.equal(glyphsFor({LANG: 'C.UTF-8', LC_CTYPE: 'C.UTF-8', LC_ALL: 'POSIX'}), asciiGlyphs);
  assert.equal(glyphsFor({LANG: 'C.UTF-8', LC_ALL: ''}), unicodeGlyphs);
  assert.equal(glyphsFor({LANG: 'C.UTF-8', LVSCTL_ASCII: '1'}), asciiGlyphs);
  assert.equal(glyphsFor({}), asciiGlyphs);
});

test('a sparkline shows the newest values on the right', () => {
  assert.equal(sparkline([0, 1, 4, 7], 6, unicodeGlyphs), '  ▁▂▅▇');
  assert.equal(sparkline([9, 0, 1, 4, 7], 4, unicodeGlyphs), '▁▂▅▇');
  assert.equal(sparkline([Number.NaN, 0, 50, 200], 4, asciiGlyphs, 100), ' _=#');
  assert.equal(sparkline([0, 0.001, 1000], 3, unicodeGlyphs), '▁▂▇'); // only zero is the lowest
  assert.equal(sparkline([0, 0], 2, unicodeGlyphs), '▁▁');
});

test('a gauge is empty at nothing and full at all only', () => {
  assert.equal(gauge(0, 4, unicodeGlyphs), '    ');
  assert.equal(gauge(0.001, 4, unicodeGlyphs), '╸   ');
  assert.equal(gauge(0.5, 4, unicodeGlyphs), '━━  ');
  assert.equal(gauge(0.999, 4, unicodeGlyphs), '━━━╸');
  assert.equal(gauge(1, 4, unicodeGlyphs), '━━━━');
  assert.deepEqual(
    [0, 0.01, 0.5, 0.99, 1].map(share => gauge(share, 4, asciiGlyphs)),
    ['....', '#...', '##..', '###.', '####'],
  );
});

test('sparklines and gauges have exactly their width', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double()),
      fc.double(),
      fc.nat(30),
      fc.constantFrom(unicodeGlyphs, asciiGlyphs),
      (values, share, width, glyphs) => {
        assert.equal(displayWidth(sparkline(values, width, glyphs)), width);
        assert.equal(displayWidth(gauge(share, width, glyphs)), width);
      },
    ),
  );
});

test('a text for ASCII has the same length and nothing else in it', () => {
  assert.equal(toAscii('weight 4 → 0… ∙ ├ 漢'), 'weight 4 > 0~ * ? ?');
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), text => {
      assert.equal(toAscii(text).length, text.length);
      assert.match(toAscii(text), /^[ -~]*$/);
    }),
  );
});
