import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Model} from '../../../src/tui/model.js';
import {openDetail} from '../../../src/tui/screens/detail/state.js';
import {viewDetail} from '../../../src/tui/screens/detail/view.js';
import {plainText} from '../../../src/tui/theme/theme.js';
import {update} from '../../../src/tui/update.js';
import {fixedModel, fixedSnapshot, noon, rows} from '../director/fixed-model.js';
import {detailAt} from './fixed-detail.js';

const press = (model: Model, ...keys: readonly string[]): Model =>
  keys.reduce((before, key) => update(before, {type: 'key', key}, noon)[0], model);
const linesOf = (model: Model) => viewDetail(model).map(({line}) => plainText(line).trimEnd());

test('a detail that is opened wants the charts loaded and everything read', () => {
  const [model, effects] = openDetail(fixedModel(80, 24), rows.busy);
  assert.equal(model.detail?.row, rows.busy);
  assert.deepEqual(effects, [{type: 'load-chart'}, {type: 'refresh'}]);
});

test('the charts begin with the shortest time that shows all that is known', () => {
  assert.equal(openDetail(fixedModel(80, 24), rows.busy)[0].detail?.minutes, 2);
});

test('until the charts are loaded there is an ellipsis in their place', () => {
  const [model] = openDetail(fixedModel(80, 24), rows.busy);
  assert.match(linesOf(model)[2] as string, /^ … +…$/);
});

test('t changes the time of the charts', async () => {
  const model = await detailAt(rows.busy, 160, 50);
  const axis = (shown: Model) => linesOf(shown)[14]?.slice(0, 80).trim().split(/ +/);
  assert.deepEqual(axis(model), ['-5m', '-4m', '-3m', '-2m', '-1m', 'now']);
  assert.deepEqual(axis(press(model, 't')), ['-60s', '-45s', '-30s', '-15s', 'now']);
  assert.deepEqual(axis(press(model, 't', 't')), ['-2m', '-1m', 'now']);
  assert.deepEqual(axis(press(model, 't', 't', 't')), axis(model));
});

test('Esc goes back to the services', async () => {
  assert.equal(press(await detailAt(rows.busy, 80, 24), 'escape').detail, undefined);
});

describe('f', () => {
  test('shows its connections', async () => {
    const model = press(await detailAt(rows.busy, 80, 24), 'f');
    assert.equal(model.screen, 'connections');
    assert.equal(model.detail, undefined);
  });

  test('says so where it is gone', async () => {
    const model = press(await detailAt(rows.busy, 80, 24, fixedSnapshot({services: []})), 'f');
    assert.equal(model.message?.text, 'It is not there any more.');
  });
});

describe('what is below the charts scrolls', () => {
  test('and the charts stay', async () => {
    const model = await detailAt(rows.web, 80, 24);
    const [before, after] = [linesOf(model), linesOf(press(model, 'G'))];
    assert.deepEqual(after.slice(0, 10), before.slice(0, 10));
    assert.match(after.at(-1) as string, /the end$/);
    assert.deepEqual(linesOf(press(model, 'G', 'g')), before);
    assert.equal(linesOf(press(model, 'j'))[10], before[11]);
  });
});
