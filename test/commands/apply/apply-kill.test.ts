import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {watch} from 'node:fs';
import {dirname} from 'node:path';
import {after, before, suite, test} from 'node:test';
import {JournalProgram, noProgram} from '../journal-program.js';

const isSoak = process.env.LVSCTL_SOAK === '1';
const rounds = isSoak ? 200 : 8;
const seed = Number(process.env.LVSCTL_SEED ?? (isSoak ? Date.now() % 1_000_000 : 11));
const services = 40;

suite(`kill -9 at random points of an apply (seed ${seed})`, {skip: noProgram}, () => {
  const lvsctl = new JournalProgram();
  const random = generator(seed);
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
      const last = lastEntry();
      await killed(rules(random) + (round % 4 === 3 ? '-A -t 10.0.9.9:80 -s nosuch\n' : ''));
      const id = lastEntry();
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

  /** At any time, or soon after it has begun to write. */
  async function killed(input: string): Promise<void> {
    const child = spawn(lvsctl.program, ['apply', '--prune', '-'], {
      env: lvsctl.environment,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const exited = new Promise(resolve => child.on('close', resolve));
    child.stdin.on('error', () => {}); // it may be dead by then
    child.stdin.end(input);
    const kill = (): void => void child.kill('SIGKILL');
    if (random() < 0.3) {
      setTimeout(kill, random() * usual);
      await exited;
      return;
    }
    const writes = watch(dirname(lvsctl.journalFile), (_event, name) => {
      if (name === 'journal.jsonl') setTimeout(kill, random() * random() * 0.5 * usual);
    });
    await exited;
    writes.close();
  }

  function lastEntry(): number {
    const {stdout, stderr, status} = lvsctl.run('journal --limit 1 -o json');
    assert.deepEqual([status, stderr], [0, '']);
    return (JSON.parse(stdout) as {entries: {id: number}[]}).entries[0]!.id;
  }
});

/** Services of which some are missing, with servers and settings that differ from time to time. */
function rules(random: () => number): string {
  const pick = (most: number) => Math.floor(random() * most);
  return Array.from({length: services}, (_, i) => {
    if (random() < 0.1) return '';
    const name = `-t 10.0.0.${i}:80`;
    const servers = Array.from({length: 3}, (_, j) =>
      random() < 0.3 ? '' : `-a ${name} -r 10.1.${i}.${j}:80 -m -w ${pick(4)} -x ${pick(9)}\n`,
    );
    return `-A ${name} -s ${['rr', 'wlc', 'sh'][pick(3)]}${random() < 0.5 ? ` -p ${300 + pick(3)}` : ''}\n${servers.join('')}`;
  }).join('');
}

/** Mulberry32. */
function generator(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
