import assert from 'node:assert/strict';
import {test} from 'node:test';
import {findNodes} from '../../../src/config/keepalived/block-tree.js';
import {readText} from './corpus.js';

test('the tree knows where a block is and ends, so that a line can be put into it', () => {
  const {tree} = readText('vrrp_instance A {\n  state BACKUP\n}\nvrrp_instance "B"\n{\n  track_file { x }\n}\n');
  const [node] = findNodes(tree, 'vrrp_instance', 'B');
  assert.deepEqual([node?.words[0]?.line, node?.block?.open.line, node?.block?.close?.line], [4, 5, 7]);
  const [track] = node?.block?.children ?? [];
  assert.deepEqual([track?.words[0]?.text, track?.block?.children[0]?.words[0]?.text], ['track_file', 'x']);
  assert.deepEqual([track?.block?.close?.line, track?.block?.close?.column], [6, 18]);
});

test('unknown blocks are in it, and what is not closed', () => {
  const {tree} = readText('future { a b { c } }\nglobal_defs {\n  router_id x\n');
  assert.equal(findNodes(tree, 'future')[0]?.block?.children[0]?.words[1]?.text, 'b');
  const [globals] = findNodes(tree, 'global_defs');
  assert.equal(globals?.block?.close, undefined);
  assert.equal(globals?.block?.children.length, 1);
});

test('lines of included files name their file', () => {
  const {tree} = readText('include /etc/more.conf\n', {others: {'/etc/more.conf': '\nglobal_defs {\n}\n'}});
  assert.deepEqual(tree[0]?.words[0], {text: 'global_defs', file: '/etc/more.conf', line: 2, column: 1});
});
