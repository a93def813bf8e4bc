import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, beforeEach, describe, test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {LockFile} from '../../../src/maintenance/state/folder-lock.js';

const folder = mkdtempSync(join(tmpdir(), 'lvsctl-lock-'));
const path = join(folder, 'lock');
const lock = new LockFile(delay);
after(() => rmSync(folder, {recursive: true, force: true}));

describe('the lock of a folder', () => {
  beforeEach(() => rmSync(path, {force: true}));

  test('keeps work apart that takes a while, and leaves nothing behind', async () => {
    let inside = 0;
    const work = async (): Promise<void> => {
      assert.equal(++inside, 1);
      await delay(2);
      inside--;
    };
    await Promise.all(Array.from({length: 8}, () => lock.hold(folder, work)));
    assert.deepEqual(readdirSync(folder), []);
  });

  test('goes when the work fails', async () => {
    await assert.rejects(
      lock.hold(folder, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(existsSync(path), false);
  });

  test('says who has it, at once and when patience is over', async () => {
    const holder = spawn('sleep', ['60']);
    try {
      const stat = readFileSync(`/proc/${holder.pid}/stat`, 'utf8');
      const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
      writeFileSync(path, `${holder.pid} ${started} alice: lvsctl -R\n`);
      const told: string[] = [];
      const manner = {patience: 100, onWait: ({as}: {as: string}) => void told.push(as)};
      await assert.rejects(
        lock.hold(folder, () => {}, manner),
        new RegExp(`held by process ${holder.pid} \\(alice: lvsctl -R\\)`),
      );
      assert.deepEqual(told, ['alice: lvsctl -R']);
    } finally {
      holder.kill();
    }
  });

  test('is taken over from a process that has ended, by one of many', async () => {
    for (const stale of ['4194304 1 alice: lvsctl -R\n', '4194304 1', '', '\0\0\0']) {
      writeFileSync(path, stale);
      writeFileSync(`${path}.dead-4194304-1`, '4194305 1 bob\n'); // one that died while it took it over
      let inside = 0;
      const work = async (): Promise<void> => {
        assert.equal(++inside, 1);
        await delay(1);
        inside--;
      };
      await Promise.all(Array.from({length: 5}, () => lock.hold(folder, work)));
      rmSync(`${path}.dead-4194304-1`, {force: true});
      assert.deepEqual(readdirSync(folder), []);
    }
  });
});
