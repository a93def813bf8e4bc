import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import {chooseEntry, undoOf} from '../../../src/commands/undo-choice.js';
import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import {DeedJournal} from '../../../src/maintenance/journal/deed-journal.js';
import {JournalFile} from '../../../src/maintenance/journal/journal-file.js';
import {LockFile} from '../../../src/maintenance/state/folder-lock.js';

const untouched = {} as Ipvs;

describe('what is no change of the table', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'lvsctl-journal-'));
  });
  afterEach(() => rmSync(root, {recursive: true}));

  function opened(folder = join(root, 'journal')) {
    const store = new JournalFile(folder);
    let now = 1000;
    const clock = () => now++;
    const deeds = new DeedJournal({
      store,
      folder,
      lock: new LockFile(async time => void (await pause(time))),
      boot: 'b',
      clock,
    });
    return {store, deeds};
  }
  const held = {command: 'director: A is held', user: 'alice', reason: 'why', inverse: 'lvsctl vrrp release A'};

  test('is an entry that is over, in the order in which it was done, with what takes it back', async () => {
    const {store, deeds} = opened();
    await Promise.all([deeds.note(held), deeds.note({...held, command: 'director: A is told', inverse: undefined})]);
    const {records, problems} = store.read();
    assert.deepEqual(problems, []);
    assert.deepEqual(
      records.map(({entry: {command, user, reason, inverse}, end}) => [command, user, reason, inverse, end?.refusals]),
      [
        ['director: A is told', 'alice', 'why', undefined, {}],
        ['director: A is held', 'alice', 'why', 'lvsctl vrrp release A', {}],
      ],
    );
  });

  test('is nothing that undo takes back: it says what does', async () => {
    const {store, deeds} = opened();
    await deeds.note(held);
    const {records} = store.read();
    assert.equal(chooseEntry(records, undefined), undefined);
    await assert.rejects(
      undoOf(records, 1, {ipvs: untouched, boot: 'b', isForced: false}),
      /entry 1 \(director: A is held\) changed nothing of the table; what takes it back: lvsctl vrrp release A$/,
    );
  });

  test('is told where it cannot be written, and what comes after it is written', async () => {
    writeFileSync(join(root, 'journal'), '');
    const {store, deeds} = opened();
    await assert.rejects(deeds.note(held));
    rmSync(join(root, 'journal'));
    await deeds.note(held);
    assert.equal(store.read().records.length, 1);
  });
});
