import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {attempt} from '../../src/commands/why/attempt.js';

test('a file that cannot be read is told in words, with what to do', async () => {
  const told: string[] = [];
  const read = async () => readFileSync('/nowhere/pools.yaml', 'utf8');
  const text = await attempt('checks', (source, words) => told.push(`${source}: ${words}`), 'nothing', read);
  assert.equal(text, 'nothing');
  assert.deepEqual(told, [
    'checks: /nowhere/pools.yaml: there is no such file or folder (ENOENT): look at how its path is written',
  ]);
});
