import assert from 'node:assert/strict';
import {after, before, suite, test} from 'node:test';
import {JournalProgram, noProgram} from '../journal-program.js';
import {killAtWork} from '../kill-at-work.js';
import {mulberry} from '../mulberry.js';
import {randomRules} from './random-rules.js';

const isSoak = process.env.LVSCTL_SOAK === '1';
const rounds = isSoak ? 200 : 8;
const seed = Number(process.env.LVSCTL_SEED ?? (isSoak ? Date.now() % 1_000_000 : 11));
const services = 40;

suite(`kill -9 at random points of an apply (seed ${seed})`, {skip: noProgram}, () => {
  const lvsctl = new JournalProgram();
  const random = mulberry(seed);
  const rules = (chance: () => number) => randomRules(services, chance);
  const ends = new Map<string, number>();
  let origin: readonly string[] = [];
  /** Milliseconds of one that is left alone. */
  let usual = 0;

  before(async () => {
    assert.equal(
      lvsctl.run(
        'apply -',
        rules(() => 0.9),
      ).status,
      0,
    );
    origin = await lvsctl.rules();
    const began = performance.now();
    assert.equal(lvsctl.run('apply --prune -', rules(random)).status, 0);
    usual = performance.now() - began;
    assert.equal(lvsctl.run('undo').status, 0);
    assert.deepEqual(await lvsctl.rules(), origin);
  });
  after(() => lvsctl.remove());

  for (let round = 0; round < rounds; round++)
    test(`round ${round}: what the journal says of it is so, and undo brings the table back`, async () => {
      const last = lvsctl.lastEntry();
      await killed(rules(random) + (round % 4 === 3 ? '-A -t 10.0.9.9:80 -s nosuch\n' : ''));
      const id = lvsctl.lastEntry();
      const outcome = id === last ? 'absent' : lvsctl.entry(id).outcome;
      ends.set(outcome, (ends.get(outcome) ?? 0) + 1);
      if (outcome === 'unfinished' || outcome === 'done') {
        assert.equal(id, last + 1);
        const undone = lvsctl.run(`undo ${id}`);
        assert.equal(undone.status, 0, undone.stderr);
      }
      assert.deepEqual(await lvsctl.rules(), origin);
    });

  test('some were killed in the middle', {skip: !isSoak}, t => {
    t.diagnostic(JSON.stringify([...ends]));
    for (const outcome of ['absent', 'unfinished', 'done']) assert.ok((ends.get(outcome) ?? 0) > 0, outcome);
  });

  const killed = (input: string) => killAtWork(lvsctl, 'apply --prune -', input, {random, usual});
});
