import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fold} from '../../../src/commands/output/fold.js';

suite('a long text on a terminal', () => {
  const text = '  why      clients are sent to it all that time, and nobody tells them';

  test('is broken at blanks, and goes on below where it began', () => {
    assert.deepEqual(fold(text, 40, 11).split('\n'), [
      '  why      clients are sent to it all',
      '           that time, and nobody tells',
      '           them',
    ]);
  });

  test('loses no blank where the indent ends between two words', () => {
    assert.equal(fold(text, 40, 18).replace(/\n +/g, ' '), text);
  });

  test('stays one line in a pipe, on a wide terminal, and on one that is too narrow to help', () => {
    for (const columns of [undefined, text.length, 39]) assert.equal(fold(text, columns, 11), text);
  });
});
