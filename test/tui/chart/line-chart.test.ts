import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import {asciiChart} from '../../../src/tui/chart/ascii-chart.js';
import type {Drawing} from '../../../src/tui/chart/drawing.js';
import {loadLineChart} from '../../../src/tui/chart/line-chart.js';
import {unicodeGlyphs} from '../../../src/tui/text/glyphs.js';
import {roundScale} from '../../../src/tui/chart/scale.js';
import {lineWidth, plainText} from '../../../src/tui/theme/theme.js';

const listeners = () => process.eventNames().map(name => [name, process.listenerCount(name)]);
const gap = Number.NaN;
const drawing: Drawing = {
  width: 30,
  height: 8,
  series: [
    {values: [gap, gap, 100, 200, 400, 1200, 2000, 2400, 2600, 2600], role: 'chart1'},
    {values: [0, 0, 0, 0, 0, gap, 900, 900, 900, 900], role: 'chart2'},
  ],
  labels: ['-2m', '-1m', 'now'],
};

const before = listeners();
const chart = await loadLineChart(unicodeGlyphs);
const drawn = chart.draw(drawing);
const after = listeners();

test('the chart is in dots where its modules are there', () => {
  assert.deepEqual(drawn.map(plainText), [
    '3000 ⡇                    ⣀⣀⣀⣀',
    '2000 ⡇                ⡠⠔⠊⠉    ',
    '     ⡇              ⡠⠊        ',
    '1000 ⡇            ⡠⠊          ',
    '     ⡇          ⣀⠔⠁   ⠉⠉⠉⠉⠉⠉⠉⠉',
    '   0 ⡇⣀⣀⣀⣀⣀⣤⣔⣒⣒⣉⣀             ',
    '     ⠓⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠂',
    '      -2m        -1m       now',
  ]);
});

test('the colours of the canvas come back as roles', () => {
  const roles = drawn.map(line => line.filter(({text}) => text.trim() !== '').map(({role}) => role));
  assert.deepEqual(roles[1], ['muted', 'chart1']);
  assert.deepEqual(roles[4], ['muted', 'chart1', 'chart2']);
  assert.deepEqual(roles[6], ['muted']);
});

test('it draws in ASCII without anything', () => {
  assert.deepEqual(asciiChart.draw(drawing).map(plainText), [
    '3000 |                        ',
    '     |                 *******',
    '2000 |               **       ',
    '1000 |            ***ooooooooo',
    '     |          **            ',
    '   0 |oooooooooooo            ',
    '     +------------------------',
    '      -2m        -1m       now',
  ]);
});

test('nobody else listens to the process', () => {
  assert.deepEqual(after, before);
});

describe('a chart has its size', () => {
  for (const [name, {draw}] of Object.entries({dots: chart, ascii: asciiChart})) {
    test(name, () => {
      const values = fc.array(fc.oneof(fc.double({min: 0}), fc.constant(gap)));
      fc.assert(
        fc.property(
          fc.nat(90),
          fc.nat(20),
          fc.array(values, {maxLength: 2}),
          fc.array(fc.string(), {maxLength: 5}),
          (width, height, series, labels) => {
            const lines = draw({width, height, series: series.map(each => ({values: each, role: 'chart1'})), labels});
            assert.equal(lines.length, height);
            if (width > 0) for (const line of lines) assert.ok(lineWidth(line) <= width, plainText(line));
          },
        ),
      );
    });
  }
});

test('ticks are round', () => {
  assert.deepEqual(roundScale(0, 5), {step: 1, top: 1});
  assert.deepEqual(roundScale(7, 5), {step: 2, top: 8});
  assert.deepEqual(roundScale(2600, 3), {step: 1000, top: 3000});
  assert.deepEqual(roundScale(21_000, 1), {step: 50_000, top: 50_000});
});
