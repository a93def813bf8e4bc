import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {type Column, placeColumns, rowLine, titleLine} from '../../../src/tui/components/columns.js';
import {unicodeGlyphs} from '../../../src/tui/text/glyphs.js';
import {lineWidth, plainText} from '../../../src/tui/theme/theme.js';

interface Row {
  readonly name: string;
  readonly count: number;
}

const columns: readonly Column<Row, undefined>[] = [
  {name: 'name', title: 'NAME', describe: '', align: 'left', width: 6, grows: 10, rank: 0, cell: row => row.name},
  {name: 'count', title: 'COUNT', describe: '', align: 'right', width: 5, rank: 1, cell: row => String(row.count)},
  {name: 'twice', title: 'TWICE', describe: '', align: 'right', width: 5, rank: 2, cell: row => String(2 * row.count)},
  {name: 'hidden', title: 'HIDE', describe: '', align: 'right', width: 4, cell: () => 'x'},
];

const shown = (width: number, chosen?: readonly string[]) =>
  placeColumns(columns, width, chosen).map(({column, width: cells}) => `${column.name} ${cells}`);

describe('columns', () => {
  test('take room by rank; what is left goes to the one that grows', () => {
    assert.deepEqual(shown(11), ['name 10']);
    assert.deepEqual(shown(12), ['name 6', 'count 5']);
    assert.deepEqual(shown(18), ['name 6', 'count 5', 'twice 5']);
    assert.deepEqual(shown(80), ['name 10', 'count 5', 'twice 5']);
  });

  test('are the chosen ones, in the chosen order, where there is room', () => {
    assert.deepEqual(shown(40, ['hidden', 'name']), ['hidden 4', 'name 10']);
    assert.deepEqual(shown(40, ['nothing', 'count']), ['count 5']);
  });

  test('make lines exactly as wide as the screen', () => {
    for (let width = 6; width < 40; width++) {
      const placed = placeColumns(columns, width, undefined);
      assert.equal(lineWidth(titleLine(placed, {name: 'count', isDescending: true}, width, unicodeGlyphs)), width);
      assert.equal(
        lineWidth(rowLine(placed, {name: 'a long name', count: 123456}, undefined, width, unicodeGlyphs)),
        width,
      );
    }
  });

  test('mark the sorted title and align numbers to the right', () => {
    const placed = placeColumns(columns, 18, undefined);
    assert.equal(
      plainText(titleLine(placed, {name: 'count', isDescending: true}, 18, unicodeGlyphs)),
      'NAME  ▾COUNT TWICE',
    );
    assert.equal(plainText(rowLine(placed, {name: 'a', count: 7}, undefined, 18, unicodeGlyphs)), 'a          7    14');
  });
});
