import assert from 'node:assert/strict';
import {test} from 'node:test';
import {chooseFifos, fifoSource} from '../../../src/managers/keepalived/fifo-choice.js';
import {LineCutter} from '../../../src/managers/keepalived/line-cutter.js';

const run = '/run/lvsctl';

test('a FIFO is read in our folder, or where it was given, and one of a keepalived is enough', () => {
  const fifos = {all: {path: '/run/lvsctl/all'}, vrrp: {path: '/run/other'}, lvs: {path: '/run/lvs'}};
  assert.deepEqual(chooseFifos([fifos], run, undefined), [{path: '/run/lvsctl/all', isRead: true}]);
  const foreign = {all: {path: '/run/lvsctl/../all'}, vrrp: {path: '/run/lvsctl-2/x'}};
  assert.deepEqual(chooseFifos([foreign], run, undefined), [
    {path: '/run/lvsctl/../all', isRead: false},
    {path: '/run/lvsctl-2/x', isRead: false},
  ]);
  assert.deepEqual(chooseFifos([foreign], run, '/run/lvsctl-2/x'), [{path: '/run/lvsctl-2/x', isRead: true}]);
  assert.deepEqual(chooseFifos([{}], run, '/run/given'), [{path: '/run/given', isRead: true}]);
});

test('one that is not read says how to have one that is', () => {
  const {state, words} = fifoSource({path: '/run/other', isRead: false}, undefined);
  assert.equal(state, 'absent');
  assert.match(words, /one reader.*lvsctl vrrp prepare.*--fifo/);
});

test('lines come whole, in whatever pieces the text comes', () => {
  const text = 'INSTANCE "VI_1" MASTER 100\n\nGROUP "G" MASTER 0\nINSTANCE';
  for (let size = 1; size < text.length; size++) {
    const cutter = new LineCutter();
    const lines: string[] = [];
    for (let at = 0; at < text.length; at += size) lines.push(...cutter.cut(text.slice(at, at + size)));
    assert.deepEqual(lines, ['INSTANCE "VI_1" MASTER 100', 'GROUP "G" MASTER 0']);
    assert.deepEqual(cutter.cut(' x\n'), ['INSTANCE x']);
  }
});

test('a line without end is cut off, and the next one is whole again', () => {
  const cutter = new LineCutter();
  const lines: string[] = [];
  for (let i = 0; i < 1000; i++) lines.push(...cutter.cut('x'.repeat(100)));
  lines.push(...cutter.cut('y\nRS a b UP\n'));
  assert.equal(lines.length, 2);
  assert.ok((lines[0] as string).length <= 4096);
  assert.equal(lines[1], 'RS a b UP');
});
