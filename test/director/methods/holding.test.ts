import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {configuration, router} from '../../vrrp/speaker/settings.js';
import {grouped, Operators} from './operators.js';

describe('an operator holds', () => {
  let operators: Operators;
  beforeEach(() => {
    operators = new Operators();
  });
  afterEach(() => operators.remove());

  test('a member of a sync group: that is all of it, and the words say so', async () => {
    const held = await operators.methods.hold({target: 'V6', as: 'backup', owner: 'alice', reason: 'why'});
    assert.equal(held.target, 'G');
    assert.deepEqual(operators.told, [{G: 'backup'}]);
    assert.equal(operators.log.at(-1), 'notice: G, the sync group of V6, is held as backup, by alice: why');
    assert.equal(operators.deeds[0]?.inverse, 'lvsctl vrrp release G');
  });

  test('what another holds: the newest is the one, and the answer says whose it was', async () => {
    await operators.methods.hold({target: 'V4', as: 'master', owner: 'alice', reason: 'a test'});
    operators.time.advance(1000);
    const {replaced} = await operators.methods.hold({target: 'V6', as: 'backup', owner: 'bob'});
    assert.deepEqual(
      replaced.map(({target, as, owner, reason}) => [target, as, owner, reason]),
      [['G', 'master', 'alice', 'a test']],
    );
    assert.deepEqual([operators.held, operators.recorded], [['G backup bob'], ['G backup bob']]);
    assert.deepEqual(operators.told.at(-1), {G: 'backup'});
    assert.match(
      operators.log.at(-1) ?? '',
      /^notice: .*by bob; it replaces the hold of G as master by alice: a test$/,
    );
  });

  test('what was held apart before a reload brought it together: one record stays', async () => {
    operators.configuration = configuration([router({name: 'V4'}), router({name: 'V6', virtualRouter: 52})]);
    await operators.methods.hold({target: 'V4', as: 'master', owner: 'alice'});
    operators.time.advance(1000);
    await operators.methods.hold({target: 'V6', as: 'backup', owner: 'bob'});
    assert.deepEqual(operators.told.at(-1), {V4: 'master', V6: 'backup'});
    operators.configuration = grouped;
    assert.deepEqual(operators.holds.wanted(operators.configuration), {G: 'backup'}, 'the newest');
    operators.time.advance(1000);
    const {replaced} = await operators.methods.hold({target: 'G', as: 'master', owner: 'carol'});
    assert.equal(replaced.length, 2);
    assert.deepEqual([operators.held, operators.recorded], [['G master carol'], ['G master carol']]);
  });

  test('and releases it by any of its names, whatever else held it', async () => {
    await operators.methods.hold({target: 'G', as: 'master', owner: 'alice'});
    const {released} = await operators.methods.release({target: 'V6'});
    assert.deepEqual(
      released.map(({target}) => target),
      ['G'],
    );
    assert.deepEqual([operators.held, operators.recorded, operators.told.at(-1)], [[], [], {}]);
    assert.equal(operators.deeds.at(-1)?.inverse, 'lvsctl vrrp hold G --as master --owner alice');
  });

  test('and releases what is there no more', async () => {
    await operators.methods.hold({target: 'alone', as: 'backup'});
    operators.configuration = configuration([router({name: 'V4'})]);
    assert.equal((await operators.methods.release({target: 'alone'})).released.length, 1);
    assert.deepEqual(operators.recorded, []);
  });

  test('nothing that cannot be recorded, and what was held before stays', async () => {
    await operators.methods.hold({target: 'G', as: 'master', owner: 'alice'});
    operators.problem = 'the disk is full';
    await assert.rejects(
      operators.methods.hold({target: 'V4', as: 'backup', owner: 'bob'}),
      /it is not held, for it cannot be recorded: the disk is full/,
    );
    assert.deepEqual([operators.held, operators.told.length], [['G master alice'], 1]);
  });

  test('and two at once: one after the other', async () => {
    const both = await Promise.all([
      operators.methods.hold({target: 'V4', as: 'master', owner: 'alice'}),
      operators.methods.hold({target: 'V6', as: 'backup', owner: 'bob'}),
    ]);
    assert.deepEqual(
      both.map(({replaced}) => replaced.length),
      [0, 1],
    );
    assert.deepEqual([operators.held, operators.recorded], [['G backup bob'], ['G backup bob']]);
  });

  test('and tells addresses again: of a member its own, of a group all', async () => {
    assert.deepEqual(await operators.methods.announce({target: 'V6'}), {addresses: 1});
    assert.deepEqual(operators.announced, ['V6']);
    assert.deepEqual(await operators.methods.announce({target: 'G'}), {addresses: 3});
  });
});
