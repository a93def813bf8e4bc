import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {checkers} from '../../../src/config/keepalived/grammar/checkers.js';
import {newerKeywords, processes, rootsOf, rowsOf} from '../../../src/config/keepalived/grammar/grammar.js';
import type {Row} from '../../../src/config/keepalived/grammar/row.js';

const tree = readFileSync('fixtures/keepalived-conf/keyword-tree.txt', 'utf8');

/** Every row of every table, blocks within blocks too. */
function allRows(rows: Iterable<Row>): Row[] {
  return [...rows].flatMap(row => (row.type === 'block' ? [row, ...allRows(rowsOf(row.rows).values())] : [row]));
}

const known = new Set(processes.flatMap(process => allRows(rootsOf(process).values()).map(row => row.keyword)));

test('the tables have every keyword that keepalived registers', () => {
  const registered = tree.split('\n').filter(line => line !== '' && !/^(##|\?)/.test(line));
  const missing = registered.map(line => line.trim().replace(/^ROOT /, '')).filter(keyword => !known.has(keyword));
  assert.deepEqual(missing, []);
});

test('the tables have no keyword that keepalived does not register', () => {
  const registered = new Set(tree.split('\n').map(line => line.trim().replace(/^ROOT /, '')));
  // registered by a variable: keyword-tree.txt was extracted from constants
  const byVariable = ['HTTP_GET', 'SSL_GET', 'source_ip', 'neighbor_ip', 'neighbour_ip', 'min_rx', 'min_tx', 'idle_tx', 'multiplier', 'passive', 'ttl', 'hoplimit', 'max_hops']; // biome-ignore format: a table
  const unknown = [...known].filter(keyword => !registered.has(keyword) && !byVariable.includes(keyword));
  assert.deepEqual(unknown, []);
});

test('blocks of the tree have the keywords of the tree', () => {
  const parts = [...tree.matchAll(/^ROOT (\w+)\n((?: {2}\S+\n(?: {4}\S+\n)*)+)/gm)];
  assert.ok(parts.length > 10);
  for (const [, root, body] of parts) {
    const row = processes.map(process => rootsOf(process).get(root as string)).find(Boolean);
    assert.equal(row?.type, 'block', root);
    for (const [, keyword] of (body as string).matchAll(/^ {2}(\S+)$/gm))
      assert.ok(row?.type === 'block' && rowsOf(row.rows).has(keyword as string), `${root} ${keyword}`);
  }
});

test('no keyword is in a block twice', () => {
  const blocks = processes.flatMap(process => allRows(rootsOf(process).values())).filter(row => row.type === 'block');
  for (const {keyword, rows} of blocks) assert.equal(rowsOf(rows).size, rows.length, keyword);
});

test('every row says what it means', () => {
  for (const row of processes.flatMap(process => allRows(rootsOf(process).values())))
    assert.match(row.meaning, /\w/, row.keyword);
});

test('what is newer than 2.2.7 is not in the tables', () => {
  for (const keyword of Object.keys(newerKeywords)) assert.ok(!known.has(keyword), keyword);
});

test('there are ten kinds of checks', () => assert.equal(checkers.length, 10));
