import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {
  parseTrackedValue,
  readTrackedValue,
  writeTrackedValue,
} from '../../../../src/managers/keepalived/moving/tracked-value.js';

test('the text means what it means to keepalived', () => {
  const values = {'1\n': 1, '0': 0, '': 0, abc: 0, '1 2': 1, ' -60x': -60, '+5': 5, '99999999999': 0};
  for (const [text, value] of Object.entries(values)) assert.equal(parseTrackedValue(text), value, text);
});

describe('a tracked file', {skip: process.getuid?.() !== 0 && 'files of root need root'}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-tracked-'));
  const path = (name: string) => join(folder, name);
  after(() => rmSync(folder, {recursive: true}));

  test('is written in place, and made where there is none', () => {
    writeTrackedValue(path('new'), 1);
    const {ino} = statSync(path('new'));
    writeTrackedValue(path('new'), -100);
    writeTrackedValue(path('new'), 0);
    assert.equal(readFileSync(path('new'), 'utf8'), '0\n');
    assert.equal(statSync(path('new')).ino, ino);
    assert.deepEqual(readTrackedValue(path('absent')), {value: 0, problem: undefined});
  });

  test('that is a link, a folder, another’s, or has two names, is neither believed nor written', () => {
    writeFileSync(path('target'), 'precious');
    symlinkSync(path('target'), path('link'));
    mkdirSync(path('folder'));
    writeFileSync(path('theirs'), '1');
    chownSync(path('theirs'), 65534, 65534);
    writeFileSync(path('two'), '1');
    linkSync(path('two'), path('names'));
    for (const name of ['link', 'folder', 'theirs', 'two']) {
      assert.equal(readTrackedValue(path(name)).value, 0, name);
      assert.notEqual(readTrackedValue(path(name)).problem, undefined, name);
      assert.throws(() => writeTrackedValue(path(name), 1), Error, name);
    }
    assert.equal(readFileSync(path('target'), 'utf8'), 'precious');
  });

  test('in a folder that others may write to, or that is not there, is not used', () => {
    mkdirSync(path('open'));
    chmodSync(path('open'), 0o777);
    assert.match(readTrackedValue(path('open/file')).problem ?? '', /others may write to its folder/);
    assert.match(readTrackedValue(path('nowhere/file')).problem ?? '', /is not there: make it/);
    assert.throws(() => writeTrackedValue(path('open/file'), 1), /others may write/);
  });
});
