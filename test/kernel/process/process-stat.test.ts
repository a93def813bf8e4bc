import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseProcessStat} from '../../../src/kernel/process/process-stat.js';

const rest = '1 812 812 0 -1 4194560 1 0 0 0 7 8 0 0 20 0 1 0 4711 3 4 18446744073709551615';

test('the name ends at the last parenthesis, whatever is in it', () => {
  assert.deepEqual(parseProcessStat(`812 (a) S 1 (b ) S ${rest}\n`), {
    name: 'a) S 1 (b ',
    parent: 1,
    state: 'running',
    startTicks: 4711n,
  });
});

test('stopped by a signal, stopped by a debugger, and ended are told apart from running', () => {
  const states = [...'RSDTtZX'].map(letter => parseProcessStat(`1 (x) ${letter} ${rest}`)?.state);
  assert.deepEqual(states, ['running', 'running', 'running', 'stopped', 'stopped', 'zombie', 'zombie']);
});

test('what is no such line is nothing', () => {
  for (const text of ['', '1 (x', '1 x) S 1', '1 (x) S', `1 (x) S one ${rest}`])
    assert.equal(parseProcessStat(text), undefined);
});
