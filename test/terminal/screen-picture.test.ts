import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Resvg} from '@resvg/resvg-js';
import {cellSize, drawingOf} from './drawing.js';
import {pngOf} from './picture.js';
import {type Cell, Screen} from './screen.js';
import {screenPicture} from './screen-picture.js';

async function cellsOf(output: string, columns: number, rows: number): Promise<Cell[][]> {
  const screen = new Screen(columns, rows);
  await new Promise<void>(resolve => screen.write(Buffer.from(output), resolve));
  return screen.rows().map((_, row) => screen.cells(row));
}

/** The colour in the middle of three such cells, when one unit is one pixel. */
async function middleOf(attributes: string, character: string): Promise<string> {
  const image = new Resvg(screenPicture(await cellsOf(`\x1b[${attributes}m${character.repeat(3)}`, 3, 1)), {
    font: {loadSystemFonts: false},
  }).render();
  const at = (Math.floor(image.height / 2) * image.width + Math.floor(image.width / 2)) * 4;
  return image.pixels.subarray(at, at + 3).toString('hex');
}

test('text is drawn with its colours and attributes, and escaped', async () => {
  const svg = screenPicture(await cellsOf('a<&>\r\n\x1b[1;31;48;2;1;2;3mb', 10, 2));
  assert.match(svg, /^<svg .*width="110" height="54"/);
  assert.match(svg, /<text fill="#d4d7dd" x="10 19 28 37" y="23">a&lt;&amp;&gt;<\/text>/);
  assert.match(svg, /<path fill="#010203" shape-rendering="crispEdges" d="M10 27h9v17h-9z"\/>/);
  assert.match(svg, /<text fill="#e0655f" font-weight="bold" x="10" y="40">b<\/text>/);
});

test('colours of cells become those of pixels', async () => {
  assert.equal(await middleOf('38;5;196', '█'), 'ff0000');
  assert.equal(await middleOf('48;5;232', ' '), '080808');
  assert.equal(await middleOf('7;38;2;16;32;48', ' '), '102030');
  assert.equal(await middleOf('38;2;200;200;200;48;2;0;0;0', '▒'), '646464', 'half of the colour');
  assert.equal(await middleOf('2;38;2;200;200;200;48;2;0;0;0', '█'), '787878', 'dim: 0.6 of it');
});

test('lines reach the edges that their neighbours start from, in the middle of them', () => {
  const {width, height} = cellSize;
  for (const [character, edges] of Object.entries({
    '─': 'left right',
    '│': 'top bottom',
    '┌': 'right bottom',
    '┘': 'left top',
    '┼': 'left right top bottom',
    '╋': 'left right top bottom',
    '┠': 'right top bottom',
    '╵': 'top',
  })) {
    const touched = (drawingOf(character)?.rectangles ?? []).flatMap(([x, y, w, h]) => {
      assert.ok(2 * x + w === width || 2 * y + h === height, character);
      const touches = {left: x === 0, right: x + w === width, top: y === 0, bottom: y + h === height};
      return Object.entries(touches).flatMap(([edge, isTouched]) => (isTouched ? [edge] : []));
    });
    assert.deepEqual(touched.sort(), edges.split(' ').sort(), character);
  }
});

test('blocks fill their part of the cell', () => {
  assert.deepEqual(drawingOf('▂')?.rectangles, [[0, 12.75, 9, 4.25]]);
  assert.deepEqual(drawingOf('▎')?.rectangles, [[0, 0, 2.25, 17]]);
  assert.deepEqual(drawingOf('▚')?.rectangles, [
    [0, 0, 4.5, 8.5],
    [4.5, 8.5, 4.5, 8.5],
  ]);
});

test('braille has its dots, which the font lacks', () => {
  assert.deepEqual(drawingOf('⠀')?.dots, []);
  assert.equal(drawingOf('⣿')?.dots?.length, 8);
  assert.deepEqual(drawingOf('⡁')?.dots, [
    [2.25, 2.125],
    [2.25, 14.875],
  ]);
});

test('a PNG has twice as many pixels as units, at scale 2', async () => {
  const png = Buffer.from(pngOf(screenPicture(await cellsOf('hello', 10, 2)), 2));
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [220, 108]);
});
