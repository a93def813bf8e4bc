import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {after, beforeEach, suite, test} from 'node:test';
import {JournalProgram, noProgram} from './journal-program.js';

const isRoot = process.getuid?.() === 0;

suite('what lvsctl changes is recorded, and can be taken back', {skip: noProgram}, () => {
  let lvsctl = new JournalProgram();
  after(() => lvsctl.remove());
  beforeEach(() => {
    lvsctl.remove();
    lvsctl = new JournalProgram();
    lvsctl.run('-R', rules);
  });

  const rules = '-A -t 10.0.0.1:80 -s wlc\n-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 3 -x 100\n';
  const quiesce = '-e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 0';
  const outcomes = () =>
    lvsctl
      .run('journal')
      .stdout.split('\n')
      .slice(2, -1)
      .map(line => line.replace(/^ *(\d+) .*? ([0-9]+) {2}(\w.*)$/, '$1 $3'));

  test('a change, its undo, and the undo of that', async () => {
    const before = await lvsctl.rules();
    lvsctl.run(quiesce);
    const undone = lvsctl.run('undo');
    assert.deepEqual(
      [undone.status, undone.stderr, undone.stdout.split('\n').slice(1)],
      [
        0,
        '',
        [
          `took back entry 2 (lvsctl ${quiesce})`,
          '  ipvsadm -e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 3 -x 100',
          'recorded as entry 3: lvsctl undo 3 does it again',
          '',
        ],
      ],
    );
    assert.deepEqual(await lvsctl.rules(), before);
    lvsctl.run('undo 3');
    assert.match(lvsctl.run('-Sn').stdout, / -w 0\n/);
    assert.deepEqual(outcomes(), ['4 done, takes back 3', '3 done, takes back 2, taken back by 4', '2 done', '1 done']);
    lvsctl.run('undo');
    lvsctl.run('undo');
    assert.deepEqual(await lvsctl.rules(), []);
    const nothing = lvsctl.run('undo');
    assert.deepEqual(
      [nothing.status, nothing.stderr],
      [4, 'lvsctl undo: there is nothing to take back: see lvsctl journal\n'],
    );
  });

  test('an entry is shown as a diff, with what takes it back', () => {
    lvsctl.run(`${quiesce} -x 0`);
    assert.deepEqual(lvsctl.run('journal 2').stdout.split('\n').slice(3, -1), [
      '  done',
      'changed:',
      '  - ipvsadm -a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 3 -x 100',
      '  + ipvsadm -a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 0',
      'what takes it back:',
      '  ipvsadm -e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 3 -x 100',
    ]);
  });

  test('a table that has moved on is not touched, unless forced', () => {
    lvsctl.run(quiesce);
    lvsctl.run('-e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 7');
    lvsctl.run('-A -t 10.0.0.2:80');
    const refused = lvsctl.run('undo 1');
    assert.equal(refused.status, 4);
    assert.deepEqual(refused.stderr.split('\n').slice(1), [
      '  10.1.0.1:80 of tcp/10.0.0.1:80 was changed since',
      '--force takes it back all the same: what it touched becomes what it was before',
      '',
    ]);
    assert.equal(lvsctl.run('undo 1 --force').status, 0);
    assert.equal(lvsctl.run('-Sn').stdout, '-A -t 10.0.0.2:80 -s wlc\n');
  });

  test('--dry-run changes nothing and records nothing', async () => {
    const before = await lvsctl.rules();
    const journal = readFileSync(lvsctl.journalFile);
    const {status, stdout} = lvsctl.run('undo --dry-run');
    assert.equal(status, 0);
    assert.match(stdout, /^would take back entry 1 .*\n {2}ipvsadm -D -t 10\.0\.0\.1:80\n$/m);
    assert.deepEqual(await lvsctl.rules(), before);
    assert.deepEqual(readFileSync(lvsctl.journalFile), journal);
  });

  test('-C comes back whole; counters that were zeroed do not', async () => {
    const before = await lvsctl.rules();
    lvsctl.run('-C');
    assert.match(lvsctl.run('undo').stdout, /begin at 0, and connections that ended with it do not come back/);
    assert.deepEqual(await lvsctl.rules(), before);
    lvsctl.run('-Z');
    const refused = lvsctl.run('undo');
    assert.equal(refused.status, 4);
    assert.match(refused.stderr, /entry 4 \(lvsctl -Z\) cannot be taken back: .* The one before is lvsctl undo 1 /);
  });

  test('a batch is one entry, and its refusals are part of it', () => {
    lvsctl.run('-R', '-A -t 10.0.0.1:80\n-A -t 10.0.0.9:80\n');
    const entry = lvsctl.entry(2) as unknown as {commands: unknown; outcome: string};
    assert.deepEqual(
      [entry.outcome, entry.commands],
      [
        'partly refused',
        [
          {command: 'ipvsadm -A -t 10.0.0.1:80 -s wlc', refusal: 'Service already exists'},
          {command: 'ipvsadm -A -t 10.0.0.9:80 -s wlc', refusal: null},
        ],
      ],
    );
    lvsctl.run('undo');
    assert.equal(lvsctl.run('-Sn').stdout, rules);
  });

  test('what does not exist is said, and what to do', () => {
    for (const command of ['undo', 'journal']) {
      const {status, stderr} = lvsctl.run(`${command} 9`);
      assert.deepEqual(
        [status, stderr],
        [2, `lvsctl ${command}: there is no entry 9: there are 1 to 1, as lvsctl journal shows\n`],
      );
    }
  });

  test('under the name ipvsadm nothing is recorded', () => {
    const ipvsadm = join(lvsctl.folder, 'ipvsadm');
    symlinkSync(lvsctl.program, ipvsadm);
    const env = {...lvsctl.environment, LVSCTL_KERNEL_FORCE: '1'};
    assert.equal(spawnSync(ipvsadm, ['-A', '-t', '10.0.0.5:80'], {env}).status, 0);
    assert.deepEqual(outcomes(), ['1 done']);
  });

  test('damaged lines are told, and the rest is used', () => {
    lvsctl.run(quiesce);
    const file = lvsctl.journalFile;
    writeFileSync(file, readFileSync(file, 'utf8').replace('"user"', '"\u001b[2J"'));
    appendFileSync(file, 'half a li');
    const shown = lvsctl.run('journal -o json');
    assert.equal(shown.status, 1);
    assert.equal(shown.stderr, `lvsctl journal: ${file}:1: it is not JSON; what it said is lost, the rest is used\n`);
    assert.equal((JSON.parse(shown.stdout) as {entries: unknown[]}).entries.length, 1);
    const undone = lvsctl.run('undo');
    assert.equal(undone.status, 0);
    assert.equal(lvsctl.run('-Sn').stdout, rules);
  });

  test('a folder that others may write is not used: a single change goes ahead, an undo does not', () => {
    chmodSync(dirname(lvsctl.journalFile), 0o777);
    const changed = lvsctl.run(quiesce);
    assert.equal(changed.status, 0);
    assert.match(
      changed.stderr,
      /done, but not recorded in the journal: .* others may use it \(mode 777\): chmod 0700\. What takes it back:\n {2}ipvsadm -e .* -w 3 -x 100\n/,
    );
    const refused = lvsctl.run('undo 1');
    assert.equal(refused.status, 4);
    assert.match(refused.stderr, /others may use it/);
  });

  test('a full disk and a read-only folder: a single change goes ahead, an undo does not', {
    skip: !isRoot && 'needs root, to mount',
  }, () => {
    const state = join(lvsctl.folder, '.local/state');
    rmSync(state, {recursive: true});
    mkdirSync(state);
    assert.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32k,mode=0700', 'none', state]).status, 0);
    try {
      lvsctl.run(quiesce);
      writeFileSync(join(state, 'filler'), ''); // one that takes what is left
      assert.notEqual(spawnSync('sh', ['-c', `cat /dev/zero > ${join(state, 'filler')} 2>/dev/null`]).status, 0);
      const full = lvsctl.run('-D -t 10.0.0.1:80');
      assert.match(
        full.stderr,
        /not recorded in the journal: .*ENOSPC.*What takes it back:\n {2}ipvsadm -A -t 10\.0\.0\.1:80 .*\n {2}ipvsadm -a -t 10\.0\.0\.1:80 -r /,
      );
      assert.equal(full.status, 0);
      const undo = lvsctl.run('undo --force');
      assert.deepEqual(
        [undo.status, /ENOSPC.*Nothing was done\. --no-journal does it without/.test(undo.stderr)],
        [4, true],
      );
      rmSync(join(state, 'filler'));
      spawnSync('mount', ['-o', 'remount,ro', state]);
      const readOnly = lvsctl.run('-A -t 10.0.0.1:80');
      assert.equal(readOnly.status, 0);
      assert.match(readOnly.stderr, /not recorded in the journal: .*EROFS/);
      const forced = lvsctl.run('undo --force --no-journal');
      assert.equal(forced.status, 0);
      assert.match(forced.stderr, /^\S+: not recorded\. What takes it back:\n {2}ipvsadm -d /);
    } finally {
      spawnSync('umount', [state]);
    }
  });

  test('two operators at once come one after the other, and the second is told of the first', async () => {
    const folder = dirname(lvsctl.journalFile);
    const holder = spawn('sleep', ['60']);
    const stat = readFileSync(`/proc/${holder.pid}/stat`, 'utf8');
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    writeFileSync(join(folder, 'lock'), `${holder.pid} ${started} alice: lvsctl -R\n`);
    const child = spawn(lvsctl.program, quiesce.split(' '), {env: lvsctl.environment});
    let told = '';
    const status = await new Promise(resolve => {
      child.stderr.on('data', (piece: Buffer) => {
        told += piece.toString();
        if (told.endsWith('\n')) holder.kill();
      });
      child.on('close', resolve);
    });
    assert.equal(status, 0);
    assert.match(
      told,
      new RegExp(`: waiting for process ${holder.pid} \\(alice: lvsctl -R\\), which is changing the table\n$`),
    );
    assert.equal(existsSync(join(folder, 'lock')), false);
    assert.deepEqual(outcomes(), ['2 done', '1 done']);
  });

  test('--follow shows what is changed from then on, and ends on Ctrl-C with 130', async () => {
    const child = spawn(lvsctl.program, ['journal', '--follow', '-o', 'json'], {env: lvsctl.environment});
    const ids: number[] = [];
    const status = await new Promise(resolve => {
      let text = '';
      child.stdout.on('data', (piece: Buffer) => {
        text += piece.toString();
        const lines = text.split('\n').slice(0, -1);
        for (const line of lines.slice(ids.length)) ids.push((JSON.parse(line) as {id: number}).id);
        if (ids.length === 1) lvsctl.run(quiesce);
        if (ids.length >= 2) child.kill('SIGINT');
      });
      child.on('close', resolve);
    });
    assert.deepEqual([status, ids], [130, [1, 2]]);
  });
});
