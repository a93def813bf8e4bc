import assert from 'node:assert/strict';
import {after, before, suite, test} from 'node:test';
import {JournalProgram, noProgram} from './journal-program.js';
import {killAtWork} from './kill-at-work.js';
import {mulberry} from './mulberry.js';

const isSoak = process.env.LVSCTL_SOAK === '1';
const rounds = isSoak ? 120 : 6;
const seed = Number(process.env.LVSCTL_SEED ?? (isSoak ? Date.now() % 1_000_000 : 7));

const services = 24;
const serviceName = (i: number) => `-t 10.0.0.${i}:80`;
const serverName = (i: number, j: number) => `-r 10.1.${i}.${j}:80`;

suite(`kill -9 at random points of a change (seed ${seed})`, {skip: noProgram}, () => {
  const lvsctl = new JournalProgram();
  const random = mulberry(seed);
  let origin: readonly string[] = [];
  /** How long an undisturbed batch takes, milliseconds. */
  let usual = 0;
  const ends = new Map<string, number>();

  before(async () => {
    const rules = Array.from({length: services}, (_, i) => [
      `-A ${serviceName(i)} -s wlc -p 300`,
      ...[1, 2].map(j => `-a ${serviceName(i)} ${serverName(i, j)} -m -w ${j} -x 9`),
    ]).flat();
    assert.equal(lvsctl.run('-R', rules.join('\n')).status, 0);
    origin = await lvsctl.rules();
    const began = performance.now();
    lvsctl.run('-R', batch(random));
    usual = performance.now() - began;
    assert.equal(lvsctl.run('undo').status, 0);
    assert.deepEqual(await lvsctl.rules(), origin);
  });
  after(() => lvsctl.remove());

  for (let round = 0; round < rounds; round++) {
    const what = (['batch', 'undo', 'single'] as const)[round % 3]!;
    test(`round ${round}: ${what}`, async () => {
      if (what === 'undo') await killUndo();
      else await killChange(what === 'batch' ? ['-R', batch(random)] : [single(random), '']);
      assert.deepEqual(await lvsctl.rules(), origin);
    });
  }

  test('some were killed in the middle', {skip: !isSoak}, t => {
    t.diagnostic(JSON.stringify([...ends]));
    for (const what of ['absent', 'unfinished', 'done']) assert.ok((ends.get(what) ?? 0) > 0, what);
  });

  async function killChange([words, input]: readonly [string, string]): Promise<void> {
    const last = lvsctl.lastEntry();
    await killed(words, input);
    const entry = await toldTruly(last, origin);
    if (!entry) return;
    const undo = lvsctl.run('undo');
    assert.equal(undo.status, 0, undo.stderr);
    assert.match(undo.stdout, new RegExp(`^took back entry ${entry.id} `, 'm'));
  }

  async function killUndo(): Promise<void> {
    assert.ok([0, 255].includes(lvsctl.run('-R', batch(random)).status ?? -1)); // some lines are refused
    const changed = await lvsctl.rules();
    const last = lvsctl.lastEntry();
    await killed('undo', '');
    const entry = await toldTruly(last, changed);
    if (entry?.outcome === 'done') return;
    const again = lvsctl.run('undo');
    assert.equal(again.status, 0, again.stderr);
    assert.match(again.stdout, new RegExp(`^took back entry ${last} `, 'm'));
  }

  const killed = (words: string, input: string) => killAtWork(lvsctl, words, input, {random, usual});

  /** Compares what the journal says with the table. Resolves to the new entry, where there is one. */
  async function toldTruly(last: number, rulesBefore: readonly string[]) {
    const id = lvsctl.lastEntry();
    const now = await lvsctl.rules();
    if (id === last) {
      note('absent');
      assert.deepEqual(now, rulesBefore, 'nothing was recorded, so nothing was done');
      return undefined;
    }
    assert.equal(id, last + 1);
    const entry = lvsctl.entry(id);
    note(entry.outcome);
    const removed = new Set(entry.removed);
    if (entry.outcome === 'done' || entry.outcome === 'partly refused') {
      const expected = [...rulesBefore.filter(rule => !removed.has(rule)), ...entry.added].sort();
      assert.deepEqual(now, expected, 'what was recorded was done, and nothing else');
      return entry;
    }
    assert.equal(entry.outcome, 'unfinished');
    return entry;
  }

  function note(outcome: string): void {
    ends.set(outcome, (ends.get(outcome) ?? 0) + 1);
  }
});

/** Some 300 lines: servers edited, services that come and go, lines that the kernel refuses. */
function batch(random: () => number): string {
  const pick = (most: number) => Math.floor(random() * most);
  const lines: string[] = [];
  for (let i = 0; i < 60; i++) {
    const fresh = `-f ${1 + pick(1000)}`;
    lines.push(`-A ${fresh} -s rr`, `-a ${fresh} -r 10.9.0.${pick(250)} -g -w ${pick(9)}`);
    lines.push(`-e ${serviceName(pick(services))} ${serverName(pick(services), 1 + pick(2))} -i -w ${pick(9)}`);
    const own = pick(services);
    lines.push(`-e ${serviceName(own)} ${serverName(own, 1 + pick(2))} -m -w ${pick(9)}`);
    if (random() < 0.1) lines.push(`-D ${serviceName(pick(services))}`);
    if (random() < 0.1) lines.push(`-d ${serviceName(own)} ${serverName(own, 1)}`);
    if (random() < 0.02) lines.push('-C');
  }
  return lines.join('\n');
}

function single(random: () => number): string {
  const i = Math.floor(random() * services);
  const kinds = [
    `-e ${serviceName(i)} ${serverName(i, 1)} -m -w 0`,
    `-d ${serviceName(i)} ${serverName(i, 2)}`,
    `-D ${serviceName(i)}`,
    `-E ${serviceName(i)} -s sh`,
    `-a ${serviceName(i)} ${serverName(i, 9)} -g`,
    '-C',
  ];
  return kinds[Math.floor(random() * kinds.length)]!;
}
