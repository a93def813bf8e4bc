import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Attempt} from '../../../../src/checks/probe/attempt.js';
import {askPattern} from '../../../../src/checks/probe/dialog/ask-pattern.js';
import type {Verdict} from '../../../../src/checks/probe/verdict.js';
import {linuxProbeWorld} from '../../../kernel/socket/linux-probe-world.js';
import {pattern} from '../responders.js';

test('a search that does not get its turn says nothing of the server, whose time of silence is over', async () => {
  const world = linuxProbeWorld();
  const verdict = await new Promise<Verdict>(resolve => {
    const attempt = new Attempt(world, 300, resolve, undefined);
    attempt.expect(50, () => attempt.down('L7', 'a line is expected'));
    const others = Array.from({length: 5}, (_, i) => pattern(`^(a+)+${i}$`));
    const busy = new Attempt(world, 5000, () => undefined, undefined);
    for (const other of others) askPattern(busy, other, `${'a'.repeat(4000)}!`, () => undefined);
    askPattern(attempt, pattern('b+'), 'abb', () => attempt.up('found'));
  });
  await world.close();
  assert.notEqual(verdict.type, 'down');
});
