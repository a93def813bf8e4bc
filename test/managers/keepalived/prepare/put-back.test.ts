import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {instance} from './bench.js';
import {Benches, keepalivedMissing, prepare} from './prepared.js';

const benches = new Benches();
const benchWith = benches.make;

describe('what prepare began is put back', {skip: keepalivedMissing()}, () => {
  after(() => benches.remove());

  test('where keepalived -t refuses the files in their place, they are put back before keepalived hears of them', async () => {
    let checks = 0;
    const bench = benchWith(machine => ({
      ...machine,
      run: async (program, words, options) =>
        words[0] === '-t' && ++checks === 3
          ? {status: 5, stdout: '', stderr: '(Line 2) something else\n'}
          : await machine.run(program, words, options),
      signal: () => assert.fail('it was told'),
    }));
    bench.keepalived.configure(instance(1));
    await bench.start();
    await bench.has('10.0.0.1');
    const before = bench.files();
    const [, outcome] = await prepare(bench);
    assert.equal(outcome.result, 'put-back', outcome.words);
    assert.match(outcome.words, /something else/);
    assert.deepEqual(bench.files(), before);
    assert.ok(!existsSync(bench.target().bootEntryPath));
  });

  test('where something moves, everything is put back and keepalived told again', async () => {
    const bench = benchWith(machine => ({
      ...machine,
      signal: (process, signal) => {
        machine.signal(process, signal);
        if (existsSync(`${bench.target().configPath}.once`)) return;
        bench.write('keepalived.conf.once', '');
        bench.namespace.ip('addr', 'del', '10.0.0.1/32', 'dev', 'eth0');
      },
    }));
    bench.keepalived.configure(instance(1));
    await bench.start();
    await bench.has('10.0.0.1');
    const before = readFileSync(bench.keepalived.configuration, 'latin1');
    const [, outcome] = await prepare(bench);
    assert.equal(outcome.result, 'put-back', outcome.words);
    assert.match(outcome.words, /10\.0\.0\.1 was removed/);
    assert.equal(readFileSync(bench.keepalived.configuration, 'latin1'), before);
    assert.deepEqual(Object.keys(bench.files()), ['keepalived.conf', 'keepalived.conf.once']);
    await bench.has('10.0.0.1');
  });

  test('where another master is heard, everything is put back, and nothing is left of it', async () => {
    const bench = benchWith(machine => ({
      ...machine,
      signal: (process, signal) => {
        machine.signal(process, signal);
        void bench.hearOther(1);
      },
    }));
    bench.keepalived.configure(instance(1));
    await bench.start();
    await bench.has('10.0.0.1');
    const before = bench.files();
    const [, outcome] = await prepare(bench);
    assert.equal(outcome.result, 'put-back', outcome.words);
    assert.match(outcome.words, /another master of VI_1 was heard/);
    assert.deepEqual([bench.files(), readdirSync(bench.fileFolder)], [before, []]);
  });

  test('an instance that is added later is prepared, too; if that fails, what was held before still is', async () => {
    let isWrong = false;
    const bench = benchWith(machine => ({
      ...machine,
      signal: (process, signal) => {
        machine.signal(process, signal);
        if (isWrong) bench.namespace.ip('addr', 'del', '10.0.0.2/32', 'dev', 'eth0');
        isWrong = false;
      },
    }));
    bench.keepalived.configure(instance(1));
    const [, first] = await prepare(bench);
    const prepared = readFileSync(bench.keepalived.configuration, 'latin1');
    bench.keepalived.configure(`${instance(2)}${prepared}`);
    await bench.start();
    await bench.has('10.0.0.1', '10.0.0.2');
    writeFileSync(join(bench.fileFolder, 'lvsctl_VI_1'), '1\n');
    await bench.has('10.0.0.2');
    isWrong = true;
    const [, failed] = await prepare(bench);
    assert.deepEqual([first.result, failed.result], ['done', 'put-back'], failed.words);
    assert.equal(readFileSync(join(bench.fileFolder, 'lvsctl_VI_1'), 'latin1'), '1\n');
    await bench.has('10.0.0.2');
    const [, done] = await prepare(bench);
    assert.equal(done.result, 'done', done.words);
    assert.deepEqual(readdirSync(bench.fileFolder), ['lvsctl_VI_1', 'lvsctl_VI_2']);
    assert.deepEqual(bench.addresses(), ['10.0.0.2']);
    writeFileSync(join(bench.fileFolder, 'lvsctl_VI_1'), '0\n');
    await bench.has('10.0.0.1', '10.0.0.2');
  });

  test('where keepalived ends at the reload, the files are put back, and it is said that more is to be done', async () => {
    const bench = benchWith(machine => ({...machine, signal: () => bench.keepalived.killAll()}));
    bench.keepalived.configure(instance(1));
    await bench.start();
    await bench.has('10.0.0.1');
    const before = bench.files();
    const [, outcome] = await prepare(bench);
    assert.equal(outcome.result, 'not-put-back', outcome.words);
    assert.match(outcome.words, /start it again/);
    assert.deepEqual(bench.files(), before);
  });
});
