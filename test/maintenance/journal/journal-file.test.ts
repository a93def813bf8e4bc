import assert from 'node:assert/strict';
import {appendFileSync, chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
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
  boot: 'b1',
  command: 'lvsctl -A -t 10.0.0.1:80',
  reason: undefined,
  undoes: undefined,
  steps: [
    {
      change: {type: 'set-sysctl', name: 'expire_nodest_conn', value: '1'},
      inverse: [{type: 'set-sysctl', name: 'expire_nodest_conn', value: '0'}],
    },
  ],
} as const;

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
        [1, 1001, 2],
      ],
    );
    assert.deepEqual(records[1]?.entry, {id: 1, ...draft});
  });

  test('goes on behind a line that a dying process left unfinished, and says so', () => {
    const file = journal();
    file.begin(draft);
    appendFileSync(join(file.folder, 'journal.jsonl'), '{"v":1,"type":"entry","id":2,"at"');
    assert.equal(file.begin(draft).id, 2);
    const {records, problems} = file.read();
    assert.deepEqual(
      records.map(({entry}) => entry.id),
      [2, 1],
    );
    assert.equal(problems.length, 1);
    assert.match(problems[0]!, /journal\.jsonl:2: it is not JSON$/);
  });

  test('keeps the good part of a damaged file', () => {
    const file = journal();
    for (let i = 0; i < 3; i++) file.begin(draft);
    const path = join(file.folder, 'journal.jsonl');
    const lines = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, [lines[0], '\u0000\u0001binary', '{"v":2}', '[]', 'null', lines[2], ''].join('\n'), {
      mode: 0o600,
    });
    const {records, problems} = file.read();
    assert.deepEqual(
      records.map(({entry}) => entry.id),
      [3, 1],
    );
    assert.equal(problems.length, 4);
    assert.equal(file.begin(draft).id, 4);
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
