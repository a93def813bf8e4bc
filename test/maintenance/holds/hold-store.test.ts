import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {LockFile} from '../../../src/maintenance/state/folder-lock.js';
import type {HoldRecord} from '../../../src/maintenance/holds/hold-record.js';
import {HoldStore} from '../../../src/maintenance/holds/hold-store.js';

const record: Omit<HoldRecord, 'boot'> = {
  manager: 'keepalived',
  target: 'VI_1',
  instances: ['VI_1'],
  file: {path: '/run/lvsctl/keepalived/VI_1', value: 1, undo: 0},
  since: 1000,
  owner: 'operator',
  reason: 'new \u001b[31mkernel',
  expires: undefined,
  endedBy: 'nobody',
};
const lock = new LockFile(delay);
let state: string;
let folder: string;
let store: HoldStore;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'lvsctl-holds-'));
  store = new HoldStore(state, lock, '4026531840', 'boot-1');
  folder = join(state, 'holds', '4026531840');
});
afterEach(() => rmSync(state, {recursive: true}));

test('what is put is read again, by another process and in another boot', async () => {
  await store.put(record);
  const later = new HoldStore(state, lock, '4026531840', 'boot-2');
  assert.deepEqual(later.read(), {records: [{...record, boot: 'boot-1'}], problems: []});
  assert.deepEqual(new HoldStore(state, lock, '1', 'boot-1').read().records, []);
});

test('nothing is there, and nothing is made, before something is held', async () => {
  assert.deepEqual(store.read(), {records: [], problems: []});
  await store.remove(record);
  assert.ok(!existsSync(folder));
});

test('one target has one record, which goes when it is removed', async () => {
  await store.put(record);
  await store.put({...record, reason: 'another'});
  await store.put({...record, target: 'VI/../1'});
  assert.deepEqual(
    store
      .read()
      .records.map(({reason}) => reason)
      .sort(),
    ['another', record.reason],
  );
  await store.remove(record);
  assert.deepEqual(
    store.read().records.map(({target}) => target),
    ['VI/../1'],
  );
});

test('only its owner may look into it', async () => {
  await store.put(record);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
});

test('a file that is no record is named, and the others are read', async () => {
  await store.put(record);
  const bad: Readonly<Record<string, string>> = {
    'empty.json': '',
    'list.json': '[]',
    'newer.json': '{"version":2}',
    'wrong.json': JSON.stringify({version: 1, ...record, boot: 'boot-1', since: 'yesterday'}),
    'huge.json': ' '.repeat(70_000),
  };
  for (const [name, text] of Object.entries(bad)) writeFileSync(join(folder, name), text, {mode: 0o600});
  symlinkSync('/etc/passwd', join(folder, 'link.json'));
  mkdirSync(join(folder, 'folder.json'));
  writeFileSync(join(folder, 'open.json'), '{}');
  chmodSync(join(folder, 'open.json'), 0o666);
  const {records, problems} = store.read();
  assert.equal(records.length, 1);
  for (const name of [...Object.keys(bad), 'link.json', 'folder.json', 'open.json'])
    assert.ok(
      problems.some(problem => problem.startsWith(join(folder, name))),
      name,
    );
  assert.match(problems.find(problem => problem.includes('wrong.json')) ?? '', /since is missing or wrong/);
});

test('a folder that others may use is not used', async () => {
  await store.put(record);
  chmodSync(folder, 0o777);
  assert.match(store.read().problems[0] ?? '', /others may use it/);
  await assert.rejects(store.put(record), /others may use it/);
});

test('what a writer that died left is no obstacle', async () => {
  await store.put(record);
  const [name] = readdirSync(folder);
  writeFileSync(join(folder, `${name}.new`), 'half of it');
  await store.put({...record, reason: 'another'});
  assert.equal(store.read().records[0]?.reason, 'another');
});

test('the lock of a process that has ended is taken over, also where its number is another’s by now', async () => {
  mkdirSync(folder, {recursive: true, mode: 0o700});
  for (const stale of [`${process.pid} 1`, '2147483646 12', 'nonsense']) {
    writeFileSync(join(folder, 'lock'), stale);
    await store.put(record);
    assert.deepEqual(
      readdirSync(folder).filter(name => !name.endsWith('.json')),
      [],
    );
  }
});

test('the lock of a process that lives is waited for', async () => {
  mkdirSync(folder, {recursive: true, mode: 0o700});
  const holder = spawn('sleep', ['60']);
  const ticks = readFileSync(`/proc/${holder.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
  writeFileSync(join(folder, 'lock'), `${holder.pid} ${ticks}`);
  let pauses = 0;
  const patient = new LockFile(async () => {
    if (++pauses === 3) rmSync(join(folder, 'lock'));
  });
  await new HoldStore(state, patient, '4026531840', 'boot-1').put(record);
  assert.equal(pauses, 3);
  writeFileSync(join(folder, 'lock'), `${holder.pid} ${ticks}`);
  const given = new HoldStore(state, new LockFile(async () => {}), '4026531840', 'boot-1');
  await assert.rejects(given.put(record), new RegExp(`is held by process ${holder.pid}`));
  holder.kill();
});

test('many writers at a time lose nothing', async () => {
  const writers = Array.from({length: 20}, (_, i) => store.put({...record, target: `VI_${i}`}));
  await Promise.all(writers);
  assert.equal(store.read().records.length, 20);
});
