import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {openTerminal} from '../terminal/terminal.js';
import {buildExecutable, executableMissing, privateFolder, remove, Runner} from './built.js';

describe('the executable', {skip: executableMissing()}, () => {
  let folder: string;
  let lvsctl: Runner;

  before(() => {
    folder = privateFolder();
    chmodSync(folder, 0o755);
    lvsctl = new Runner(buildExecutable(folder, '--check'), folder); // two builds are the same bytes, or it fails
  });
  after(() => remove(folder));

  test('says what the bundles say, with no Node in PATH', () => {
    for (const words of [['--version'], ['-h'], ['list', '--help'], ['nonsense'], ['-A'], ['list', '--nope']]) {
      const bundle = lvsctl.run(['dist/lvsctl.cjs', 'lvsctl', ...words], {}, process.execPath);
      const called = lvsctl.run(words);
      const own = {...called, stdout: named(called.stdout), stderr: named(called.stderr)};
      assert.deepEqual(own, bundle, words.join(' '));
    }
  });

  test('changes a table, lists it, drains and draws', () => {
    const did = (...words: string[]) => {
      const {status, stdout, stderr} = lvsctl.run(words);
      assert.equal(status, 0, `${words.join(' ')}: ${stderr}`);
      return stdout;
    };
    did('-A', '-t', '10.0.0.1:80', '-s', 'rr');
    for (const server of ['10.1.0.1', '10.1.0.2']) did('-a', '-t', '10.0.0.1:80', '-r', server);
    assert.match(did('-Ln'), /10\.1\.0\.2:80 +Route +1/);
    assert.match(did('drain', '10.1.0.1', '--reason', 'new kernel'), /drained/);
    assert.match(did('list'), /10\.1\.0\.1:80 +direct +0/);
    assert.match(did('undrain', '10.1.0.1'), /in service again/);
    assert.match(did('top', '--once'), /10\.0\.0\.1:80/);
    assert.match(did('journal'), /new kernel/);
  });

  test('asks itself as it asks other hosts', () => {
    const {status, stdout, stderr} = lvsctl.run(['list', '--host', 'local']);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^SERVICE +local +ACTIVE/m);
    assert.match(stdout, /10\.1\.0\.2:80 +1/);
  });

  test('answers to the names of ipvsadm', () => {
    for (const name of ['ipvsadm', 'ipvsadm-save', 'ipvsadm-restore'])
      symlinkSync(lvsctl.executable, join(folder, name));
    const force = {LVSCTL_KERNEL_FORCE: '1'};
    lvsctl.run(['-A', '-t', '10.0.0.9:80'], force, join(folder, 'ipvsadm'));
    assert.match(lvsctl.run(['-n'], force, join(folder, 'ipvsadm-save')).stdout, /^-A -t 10\.0\.0\.9:80 -s wlc$/m);
    assert.equal(lvsctl.run([], force, join(folder, 'ipvsadm-restore')).status, 0);
  });

  test('is not disturbed by what is meant for Node', () => {
    const environment = {NODE_OPTIONS: '--require=/nowhere/evil.js --max-old-space-size=1', NODE_PATH: '/nowhere'};
    assert.deepEqual(lvsctl.run(['-Ln'], environment), lvsctl.run(['-Ln']));
    const {stdout, stderr} = lvsctl.run(['-Ln', '--node-options=--version']);
    assert.match(stdout + stderr, /unknown option/);
  });

  test('shows the dashboard, with its charts', async () => {
    const terminal = await openTerminal({
      command: lvsctl.executable,
      words: ['demo'],
      environment: {...lvsctl.environment, PATH: process.env.PATH, LVSCTL_KERNEL: undefined},
      columns: 120,
      rows: 40,
    });
    try {
      await terminal.until('WGHT');
      terminal.type('\r');
      await terminal.until(/[\u2801-\u28ff]{3}/, {what: 'a chart of dots'});
      terminal.type('q');
    } finally {
      await terminal.close();
    }
  });

  test('loads nothing that is not what it has unpacked', () => {
    const native = join(folder, 'native');
    const thisMachine = {LVSCTL_KERNEL: ''};
    lvsctl.run(['-Ln'], thisMachine);
    const [netlink = ''] = readdirSync(native).filter(name => name.startsWith('netlink-'));
    const unpacked = readFileSync(join(native, netlink));
    chmodSync(join(native, netlink), 0o600);
    writeFileSync(join(native, netlink), Buffer.concat([unpacked, Buffer.from([0])]));
    const {status, stderr} = lvsctl.run(['-Ln'], thisMachine);
    assert.match(stderr, /SHA-256 is another.*not loaded/);
    assert.notEqual(status, 0);
    writeFileSync(join(native, netlink), unpacked);
    chmodSync(join(native, netlink), 0o400);
    assert.doesNotMatch(lvsctl.run(['-Ln'], thisMachine).stderr, /not loaded/);
  });

  test('unpacks into a folder of his own for anybody else', {skip: process.getuid?.() !== 0 && 'needs root'}, () => {
    const home = join(folder, 'nobody');
    mkdirSync(home);
    chownSync(home, 65534, 65534);
    execFileSync(
      'setpriv',
      ['--reuid=65534', '--regid=65534', '--clear-groups', lvsctl.executable, '-A', '-t', '10.0.0.3:80'],
      {
        env: {PATH: '/usr/bin:/bin', HOME: home, LVSCTL_KERNEL: 'embedded'},
      },
    );
    assert.deepEqual(readdirSync(join(home, '.cache/lvsctl')).length, 1);
  });
});

/** The bundles are started with a name without a folder. */
function named(text: string): string {
  return text.replaceAll(/\/\S*\/lvsctl-(x64|arm64)/g, 'lvsctl');
}
