import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Model} from '../../../src/tui/model.js';
import {receiveDirector} from '../../../src/tui/screens/director/state.js';
import {viewDirector} from '../../../src/tui/screens/director/view.js';
import {plainText} from '../../../src/tui/theme/theme.js';
import {update} from '../../../src/tui/update.js';
import {directorAt, reading} from './fixed-director.js';
import {noon, rates} from './fixed-model.js';

const press = (model: Model, ...keys: readonly string[]): Model =>
  keys.reduce((before, key) => update(before, {type: 'key', key}, noon)[0], model);
const linesOf = (model: Model) => viewDirector(model).map(({line}) => plainText(line).trimEnd());

describe('the screen of the director scrolls', () => {
  const model = directorAt(80, 24);
  const top = linesOf(model);

  test('a line down and up', () => {
    assert.equal(linesOf(press(model, 'j'))[0], top[1]);
    assert.deepEqual(linesOf(press(model, 'j', 'k')), top);
  });

  test('a page leaves one line that was there', () => {
    assert.equal(linesOf(press(model, 'pagedown'))[0], top[17]);
  });

  test('no further than its ends', () => {
    assert.deepEqual(linesOf(press(model, 'k')), top);
    const bottom = linesOf(press(model, 'G'));
    assert.deepEqual(linesOf(press(model, 'G', 'j', 'pagedown')), bottom);
    assert.match(bottom.at(-1) as string, /the end$/);
    assert.deepEqual(linesOf(press(model, 'G', 'g')), top);
  });

  test('not where everything fits', () => {
    assert.equal(press(directorAt(160, 50), 'G').director.offset, 0);
  });

  test('what is further down than the end, as the terminal grows, is not empty', () => {
    const [grown] = update(press(model, 'G'), {type: 'resize', columns: 160, rows: 50}, noon);
    assert.deepEqual(linesOf(grown), linesOf(directorAt(160, 50)));
  });
});

test('a reading keeps the rates of the refreshes before it', () => {
  const model = directorAt(80, 24);
  model.director.trend?.record(rates(77));
  const again = receiveDirector(model, {...reading, at: noon + 2000});
  assert.deepEqual([...(again.director.trend?.of('connectionsPerSecond').last(1) ?? [])], [77]);
});
