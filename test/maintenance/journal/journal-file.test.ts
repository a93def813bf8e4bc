import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {JournalFile} from '../../../src/maintenance/journal/journal-file.js';

const root = mkdtempSync(join(tmpdir(), 'lvsctl-journal-'));
after(() => rmSync(root, {recursive: true, force: true}));
let made = 0;

const draft = {
  at: 1000,
  user: 'alice',
  pid: 12,
  started: '345',
  boot: 'b1',
  command: 'lvsctl -A -t 10.0.0.1:80',
  reason: undefined,
  undoes: undefined,
  changes: [{type: 'set-sysctl', name: 'expire_nodest_conn', value: '1'}],
  before: {entries: [], sysctls: {expire_nodest_conn: '0'}},
} as const;

const noSmallDisk = process.getuid?.() !== 0 && 'needs root, to mount a small disk';

function idsOf(file: JournalFile): readonly number[] {
  return file.read().records.map(({entry}) => entry.id);
}

function journal(limit?: number): JournalFile {
  return new JournalFile(join(root, String(++made)), limit);
}

describe('the journal', () => {
  test('gives numbers, and remembers how each entry ended, the last first', () => {
    const file = journal();
    assert.equal(file.begin(draft).id, 1);
    file.end({id: 1, at: 1001, refusals: {}});
    assert.equal(file.begin({...draft, undoes: 1}).id, 2);
    const {records, problems} = new JournalFile(file.folder).read();
    assert.deepEqual(problems, []);
    assert.deepEqual(
      records.map(({entry, end, undoneBy}) => [entry.id, end?.at, undoneBy]),
      [
        [2, undefined, undefined],
        [1, 1001, undefined],
      ],
    );
    assert.deepEqual(records[1]?.entry, {id: 1, ...draft});
  });

  test('takes the place of a line that a dying process left unfinished: nothing of it was done', () => {
    const file = journal();
    file.begin(draft);
    const path = join(file.folder, 'journal.jsonl');
    for (const rest of ['{"v":1,"type":"entry","id":2,"at"', '\0\0\0', 'x'.repeat(200_000)]) {
      appendFileSync(path, rest);
      assert.deepEqual([file.read().records.length, file.read().problems], [1, []]);
    }
    assert.equal(file.begin(draft).id, 2);
    assert.deepEqual(idsOf(file), [2, 1]);
    assert.deepEqual(file.read().problems, []);
  });

  test('keeps the good part of a damaged file, and names each damaged line', () => {
    const file = journal();
    for (let i = 0; i < 4; i++) file.begin(draft);
    const path = join(file.folder, 'journal.jsonl');
    const [first, second, third, fourth] = readFileSync(path, 'utf8').split('\n') as [string, string, string, string];
    const damaged = second.replace('alice', 'alicf');
    const cut = third.slice(0, 40);
    writeFileSync(path, [first, '\u0000\u0001binary', damaged, '{"v":2}', '[]', 'null', cut, fourth, ''].join('\n'));
    assert.deepEqual(idsOf(file), [4, 1]);
    assert.deepEqual(
      file
        .read()
        .problems.map(problem => problem.slice(path.length).replace(/; what it said is lost, the rest is used$/, '')),
      [
        ':2: it is not JSON',
        ':3: it is not what was written: its sum is wrong',
        ':4: version 2, not 1',
        ':5: version undefined, not 1',
        ':6: it is no object',
        ':7: it is not JSON',
      ],
    );
    assert.equal(file.begin(draft).id, 5);
  });

  test('does not use a number again whose line was damaged', () => {
    const file = journal();
    file.begin(draft);
    file.begin(draft);
    const path = join(file.folder, 'journal.jsonl');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/alice(?!.*alice)/s, 'alicf'));
    assert.deepEqual(idsOf(file), [1]);
    assert.equal(file.begin(draft).id, 3);
  });

  test('finds the last number behind an entry of any length', () => {
    const file = journal();
    file.begin({...draft, reason: 'x'.repeat(300_000)});
    assert.equal(file.begin(draft).id, 2);
    assert.equal(file.begin({...draft, reason: 'x'.repeat(65_536 - 100)}).id, 3);
    assert.equal(file.begin(draft).id, 4);
  });

  test('writes all of an entry or nothing where the disk is full', {skip: noSmallDisk}, () => {
    const disk = join(root, 'disk');
    mkdirSync(disk);
    assert.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=0700', 'none', disk]).status, 0);
    try {
      const file = new JournalFile(join(disk, 'journal'));
      file.begin(draft);
      assert.throws(() => file.begin({...draft, reason: 'x'.repeat(100_000)}), /ENOSPC/);
      assert.ok(readFileSync(join(file.folder, 'journal.jsonl'), 'utf8').endsWith('"}\n'));
      assert.equal(file.begin(draft).id, 2);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test('says which undo took back what, and which did not come to its end', () => {
    const outcome = (...steps: readonly {undoes?: number; end?: 'whole' | 'part'}[]) => {
      const file = journal();
      for (const {undoes, end} of steps) {
        const {id} = file.begin({...draft, undoes});
        if (end) file.end({id, at: 0, refusals: end === 'whole' ? {} : {0: 'No such service'}});
      }
      return file
        .read()
        .records.map(({undoneBy, halfUndoneBy}) => [undoneBy, halfUndoneBy])
        .reverse();
    };
    const whole = {end: 'whole'} as const;
    const none = [undefined, undefined];
    assert.deepEqual(outcome(whole, {undoes: 1, ...whole}), [[2, undefined], none]);
    assert.deepEqual(outcome(whole, {undoes: 1, ...whole}, {undoes: 2, ...whole}), [none, [3, undefined], none]);
    assert.deepEqual(outcome(whole, {undoes: 1}), [[undefined, 2], none]);
    assert.deepEqual(outcome(whole, {undoes: 1, end: 'part'}), [[undefined, 2], none]);
    assert.deepEqual(outcome(whole, {undoes: 1}, {undoes: 1, ...whole}), [[3, undefined], none, none]);
    assert.deepEqual(outcome(whole, {undoes: 1, ...whole}, {undoes: 2}), [[undefined, 2], [undefined, 3], none]);
  });

  test('puts a full file aside and goes on with the numbers; the oldest go', () => {
    const file = journal(600);
    for (let i = 1; i <= 40; i++) {
      assert.equal(file.begin(draft).id, i);
      file.end({id: i, at: i, refusals: {}});
    }
    assert.deepEqual(readdirSync(file.folder).sort(), [
      'journal.1.jsonl',
      'journal.2.jsonl',
      'journal.3.jsonl',
      'journal.4.jsonl',
      'journal.jsonl',
    ]);
    const {records} = file.read();
    assert.equal(records[0]?.entry.id, 40);
    assert.ok(records.length < 40 && records.every(({end}) => end !== undefined));
  });

  test('is not written where others could have written it', () => {
    const file = journal();
    file.begin(draft);
    chmodSync(file.folder, 0o777);
    assert.throws(() => file.begin(draft), /is not used for state: others may use it \(mode 777\): chmod 0700/);
    assert.match(file.read().problems[0]!, /others may use it/);
  });
});
