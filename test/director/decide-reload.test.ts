import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {decideReload} from '../../src/director/decide-reload.js';
import type {Pool} from '../../src/config/pools/pool-configuration.js';
import {pool, pools, server} from './checks/pools.js';
import {configuration, router} from '../vrrp/speaker/settings.js';

const withRouters = (routers: Parameters<typeof configuration>[0], of: readonly Pool[] = []) => ({
  routers: configuration(routers),
  pools: pools(of),
});
const before = withRouters([router()]);
const after = withRouters([router({priority: 50})]);
const loaded = (found: typeof before | undefined, ...problems: readonly string[]) => ({
  configuration: found,
  problems,
  warnings: [],
  missing: [],
});

describe('a file that is read again', () => {
  test('with a problem changes nothing, and each is said', () => {
    assert.deepEqual(decideReload(before, loaded(undefined, 'a.conf:3:1: wrong', 'a.conf:5:1: too'), [], [], false), {
      type: 'answer',
      answer: {result: 'refused', words: ['a.conf:3:1: wrong', 'a.conf:5:1: too']},
    });
  });
  test('is refused where somebody else runs one of its virtual routers', () => {
    const {answer} = decideReload(before, loaded(after), ['keepalived runs VI_1'], ['priority'], false) as {
      answer: object;
    };
    assert.deepEqual(answer, {result: 'refused', words: ['keepalived runs VI_1']});
  });
  test('in which lines have moved is unchanged', () => {
    const web = (line: number) => {
      const place = {file: '/etc/x.conf', line, column: 1};
      return withRouters([router()], [pool('10.0.0.1', [server('10.0.0.11', 80, {place})], {place})]);
    };
    const moved = decideReload(web(1), loaded(web(7)), [], [], false);
    assert.deepEqual(moved, {type: 'answer', answer: {result: 'unchanged', words: []}});
    const heavier = withRouters([router()], [pool('10.0.0.1', [server('10.0.0.11', 80, {weight: 2})])]);
    assert.equal(decideReload(web(1), loaded(heavier), [], ['weight'], false).type, 'apply');
  });
  test('is refused where no virtual router is left in it', () => {
    const none = withRouters([]);
    assert.deepEqual(decideReload(before, loaded(none), [], ['- router VI_1'], false), {
      type: 'answer',
      answer: {result: 'refused', words: ['no virtual router is left in it: if that is meant, stop the director']},
    });
    assert.equal(decideReload(none, loaded(none), [], [], false).type, 'answer');
    assert.equal(decideReload(none, loaded(before), [], [], false).type, 'apply');
  });
  test('is refused where no virtual service is left in it, and taken where services come', () => {
    const web = withRouters([router()], [pool('10.0.0.1', [server('10.0.0.11')])]);
    assert.deepEqual(decideReload(web, loaded(before), [], [], false), {
      type: 'answer',
      answer: {result: 'refused', words: ['no virtual service is left in it: if that is meant, stop the director']},
    });
    assert.equal(decideReload(before, loaded(web), [], [], false).type, 'apply');
    assert.equal(decideReload(web, loaded(structuredClone(web)), [], [], false).type, 'answer');
  });
  test('with the same in it changes nothing', () => {
    const again = withRouters([router()]);
    assert.deepEqual(decideReload(before, loaded(again), [], [], false), {
      type: 'answer',
      answer: {result: 'unchanged', words: []},
    });
  });
  test('is only looked at where that is asked for', () => {
    assert.deepEqual(decideReload(before, loaded(after), [], ['priority'], true), {
      type: 'answer',
      answer: {result: 'checked', words: ['priority']},
    });
  });
  test('is to be applied otherwise', () => {
    assert.deepEqual(decideReload(before, loaded(after), [], ['priority'], false), {
      type: 'apply',
      configuration: after,
      words: ['priority'],
    });
  });
});
