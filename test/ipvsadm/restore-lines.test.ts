import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isComment, ruleWords} from '../../src/ipvsadm/restore-lines.js';

const cases: readonly (readonly [line: string, words: string[]])[] = [
  ['-A -t 10.0.0.1:80 -s rr', ['-A', '-t', '10.0.0.1:80', '-s', 'rr']],
  ['   -A   -t   10.0.0.1:80\t-s rr   ', ['-A', '-t', '10.0.0.1:80', '-s', 'rr']],
  ['-A -t 10.0.0.2:80\r', ['-A', '-t', '10.0.0.2:80']],
  ['ipvsadm -A -t 10.0.0.1:80', ['-A', '-t', '10.0.0.1:80']],
  ['-A -t 10.0.0.1:80 -s ipvsadm rr', ['-A', '-t', '10.0.0.1:80', '-s', 'rr']],
  ['/sbin/ipvsadm -A', ['/sbin/ipvsadm', '-A']],
  ['-A -t "10.0.0.1:80"', ['-A', '-t', '"10.0.0.1:80"']],
  ['-A\v-t 10.0.0.1:80', ['-A\v-t', '10.0.0.1:80']],
  ['-A -t 10.0.0.1:80\0 -s rr', ['-A', '-t', '10.0.0.1:80', '-s', 'rr']],
  ['-A \0hidden -s', ['-A', '-s']],
  ['# comment', ['#', 'comment']],
  ['', []],
  [' \t\r ', []],
  ['ipvsadm', []],
];

for (const [line, words] of cases)
  test(`the words of ${JSON.stringify(line)}`, () => assert.deepEqual(ruleWords(line), words));

test('lvsctl takes blank lines and lines that begin with # as comments', () => {
  for (const line of ['', '  ', '\t', '\r', '# x', '  # x', '#-A']) assert.ok(isComment(line), line);
  for (const line of ['-A', '-A # x', 'x#']) assert.equal(isComment(line), false, line);
});
