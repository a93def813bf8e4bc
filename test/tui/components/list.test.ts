import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {
  type ListState,
  moveList,
  pageList,
  type Rows,
  selectIndex,
  selectKey,
  settleList,
  topOfList,
} from '../../../src/tui/components/list.js';

const rowsOf = (keys: readonly string[]): Rows => ({
  length: keys.length,
  keyAt: index => keys[index],
  indexOf: key => keys.indexOf(key),
});

describe('a list', () => {
  test('keeps the selection on its object when rows move', () => {
    const before = selectKey(topOfList, rowsOf(['a', 'b', 'c', 'd']), 3, 'b');
    const after = settleList(before, rowsOf(['d', 'c', 'x', 'b', 'a']), 3);
    assert.deepEqual(after, {selected: 'b', index: 3, offset: 1});
  });

  test('goes to a neighbour when the object is gone', () => {
    const before = selectKey(topOfList, rowsOf(['a', 'b', 'c']), 3, 'b');
    assert.equal(settleList(before, rowsOf(['a', 'c']), 3).selected, 'c');
    assert.equal(settleList(before, rowsOf(['a']), 3).selected, 'a');
    assert.equal(settleList(before, rowsOf([]), 3).selected, undefined);
  });

  test('stays at the top while nobody has chosen', () => {
    assert.deepEqual(settleList(topOfList, rowsOf(['z', 'a']), 3), topOfList);
  });

  test('whatever is pressed, the selection is on the screen and there is no emptiness below', () => {
    const keys = fc.uniqueArray(fc.string({minLength: 1}), {maxLength: 30});
    const press = fc.constantFrom('up', 'down', 'page-up', 'page-down', 'top', 'bottom', 'settle');
    fc.assert(
      fc.property(
        fc.array(keys, {minLength: 1, maxLength: 4}),
        fc.array(press),
        fc.integer({min: 1, max: 12}),
        (lists, presses, height) => {
          let state: ListState = topOfList;
          for (const [i, what] of presses.entries()) {
            const rows = rowsOf(lists[i % lists.length] as string[]);
            state = act(settleList(state, rows, height), rows, height, what);
            assert.ok(state.offset >= 0 && state.offset <= Math.max(0, rows.length - height));
            assert.ok(rows.length === 0 || (state.index >= state.offset && state.index < state.offset + height));
            assert.ok(state.selected === undefined || rows.keyAt(state.index) === state.selected);
          }
        },
      ),
    );
  });
});

function act(state: ListState, rows: Rows, height: number, what: string): ListState {
  switch (what) {
    case 'up':
      return moveList(state, rows, height, -1);
    case 'down':
      return moveList(state, rows, height, 1);
    case 'page-up':
      return pageList(state, rows, height, -1);
    case 'page-down':
      return pageList(state, rows, height, 1);
    case 'top':
      return selectIndex(state, rows, height, 0);
    case 'bottom':
      return selectIndex(state, rows, height, rows.length - 1);
    default:
      return settleList(state, rows, height);
  }
}
