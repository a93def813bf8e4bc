import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, truncateSync, writeFileSync} from 'node:fs';
import {open} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, suite, test} from 'node:test';
import {includedFiles, readInput} from '../../../src/commands/apply/read-file.js';

const folder = mkdtempSync(join(tmpdir(), 'lvsctl-input-'));
after(() => rmSync(folder, {recursive: true}));
const path = (name: string) => join(folder, name);
const tooMuch = {name: 'Usage', message: /: it has more than 64 MiB, which is no table and no configuration/};

suite('what is read of a file', () => {
  test('ends, though a device does not', () => assert.rejects(readInput('/dev/zero', []), tooMuch));

  test('is nothing where it is huge', async () => {
    writeFileSync(path('huge'), '');
    truncateSync(path('huge'), 64 * 1024 * 1024 + 1);
    await assert.rejects(readInput(path('huge'), []), tooMuch);
    assert.equal(includedFiles.readFile(path('huge')), undefined);
  });

  test('is the same of standard input', async () => {
    const endless = (function* () {
      for (;;) yield new Uint8Array(1024 * 1024);
    })();
    await assert.rejects(readInput('-', endless), /^Usage: standard input: it has more than 64 MiB/);
  });

  test('is what somebody writes to a FIFO; one that is included is not waited for', async () => {
    execFileSync('mkfifo', [path('fifo')]);
    assert.equal(includedFiles.readFile(path('fifo')), undefined);
    const reading = readInput(path('fifo'), []);
    const writer = await open(path('fifo'), 'w');
    await writer.writeFile('-A -t 10.0.0.1:80\n');
    await writer.close();
    assert.equal((await reading).text, '-A -t 10.0.0.1:80\n');
  });
});
