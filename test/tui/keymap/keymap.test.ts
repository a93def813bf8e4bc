import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Scope} from '../../../src/tui/keymap/binding.js';
import {bindings} from '../../../src/tui/keymap/bindings.js';
import {isKeyName, keyNames, type PressedKey} from '../../../src/tui/keymap/key-name.js';
import {createKeymap} from '../../../src/tui/keymap/keymap.js';

/** Scopes that hear keys at the same time, the first to know a key first. */
const together: readonly (readonly Scope[])[] = [
  ['services', 'list', 'everywhere'],
  ['connections', 'list', 'everywhere'],
  ['director', 'everywhere'],
  ['ha', 'routers', 'everywhere'],
  ['ha-detail', 'routers', 'everywhere'],
  ['events', 'list', 'everywhere'],
  ['detail', 'everywhere'],
  ['preview', 'services'],
  ['handover', 'preview'],
  ['help'],
  ['columns'],
];

describe('the table of keys', () => {
  for (const scopes of together) {
    test(`has no key with two meanings in ${scopes.join(', ')}, but for Esc, which goes back step by step`, () => {
      const seen = new Map<string, string>();
      for (const {scope, keys, intention} of bindings) {
        if (!scopes.includes(scope) || (scopes[0] === 'preview' && scope !== 'preview')) continue;
        for (const key of keys.filter(name => name !== 'escape')) {
          assert.equal(seen.get(key), undefined, `${key} means ${seen.get(key)} and ${intention}`);
          seen.set(key, intention);
        }
      }
    });
  }

  test('names keys that there are', () => {
    for (const {keys} of bindings) for (const key of keys) assert.ok(isKeyName(key), key);
  });

  test('marks every intention that changes the director, and only the other ones stay with --read-only', () => {
    const {bindings: left} = createKeymap({}, true);
    const gone = bindings.filter(({intention}) => !left.some(row => row.intention === intention));
    assert.deepEqual(
      gone.map(({intention}) => intention),
      [
        'undo',
        'weight-up',
        'weight-down',
        'weight-up-10',
        'weight-down-10',
        'weight-set',
        'quiesce',
        'restore',
        'drain',
        'undrain',
        'add-server',
        'add-service',
        'edit',
        'delete',
        'zero',
        'switch-router',
        'hold-router',
        'release-router',
        'run-checks',
        'switch-checks',
      ],
    );
  });
});

describe('a keymap', () => {
  test('asks the first scope that knows a key', () => {
    const keymap = createKeymap({}, false);
    assert.equal(keymap.intention('f', ['services', 'list', 'everywhere']), 'follow');
    assert.equal(keymap.intention('q', ['help', 'everywhere']), 'back');
    assert.equal(keymap.intention('#', ['services', 'list', 'everywhere']), undefined);
  });

  test('takes other keys for an intention, everywhere or in one scope', () => {
    const keymap = createKeymap({down: ['n'], 'help.down': ['m']}, false);
    assert.equal(keymap.intention('n', ['list']), 'down');
    assert.equal(keymap.intention('j', ['list']), undefined);
    assert.equal(keymap.intention('m', ['help']), 'down');
  });
});

describe('the names of a key event', () => {
  const none = Object.fromEntries(
    'upArrow downArrow leftArrow rightArrow pageDown pageUp home end return escape ctrl shift tab backspace delete meta'
      .split(' ')
      .map(name => [name, false]),
  ) as unknown as PressedKey;
  for (const [input, key, names] of [
    ['j', {}, ['j']],
    ['jjj', {}, ['j', 'j', 'j']],
    ['G', {shift: true}, ['G']],
    [' ', {}, ['space']],
    ['', {tab: true, shift: true}, ['shift+tab']],
    ['f', {ctrl: true}, ['ctrl+f']],
    ['', {return: true}, ['enter']],
    ['x', {meta: true}, ['alt+x']],
    ['+\r', {}, ['+', 'enter']],
    ['\u001a', {}, ['ctrl+z']],
    ['ü', {}, ['ü']],
  ] as const)
    test(JSON.stringify([input, key]), () => assert.deepEqual(keyNames(input, {...none, ...key}), names));
});
