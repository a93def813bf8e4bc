import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {openTerminal} from '../terminal/terminal.js';
import {buildExecutable, executableMissing, remove} from './built.js';
import {DebianRoot, debianMissing, rootEnvironment} from './debian-root.js';

/** The table in memory, and what is known of it where a director keeps what is known of the machine's. */
const embedded = {LVSCTL_KERNEL: 'embedded', LVSCTL_KERNEL_FORCE: '1', XDG_STATE_HOME: '/var/lib'};

/** What dpkg and groupadd keep of themselves. */
const keptByOthers = /^(var\/lib\/dpkg\/|var\/log\/|var\/cache\/|etc\/g(shadow|roup)-? )/;

describe('the Debian package, where there is neither Node nor npm', {
  skip: executableMissing() || debianMissing(),
}, () => {
  let folder: string;
  let debian: DebianRoot;
  let atFirst: readonly string[];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lvsctl-deb-'));
    buildExecutable(folder);
    const words = ['scripts/build-deb.mjs', '--from', folder, '--compression', 'none', '--check'];
    execFileSync(process.execPath, words, {stdio: 'pipe'}); // two builds are the same bytes, or it fails
    debian = new DebianRoot();
    atFirst = debian.files();
    const [deb = ''] = readdirSync(folder).filter(name => name.endsWith('.deb'));
    copyFileSync(join(folder, deb), join(debian.path, 'tmp/lvsctl.deb'));
  });
  after(() => {
    debian.remove();
    remove(folder);
  });

  const did = (words: readonly string[], environment: Readonly<Record<string, string>> = embedded): string => {
    const {status, stdout, stderr} = debian.run(words, environment);
    assert.equal(status, 0, `${words.join(' ')}: ${stdout}${stderr}`);
    return stdout + stderr;
  };

  test('is installed by dpkg alone', () => {
    assert.notEqual(debian.run(['sh', '-c', 'command -v node || command -v npm']).status, 0);
    did(['dpkg', '-i', '/tmp/lvsctl.deb']);
    assert.match(did(['lvsctl', '--version']), /^lvsctl \d/);
    assert.match(did(['getent', 'group', 'lvsctl']), /^lvsctl:/);
  });

  test('brings units, manual pages, completions and settings', () => {
    const there = (path: string) => existsSync(join(debian.path, path));
    for (const unit of ['lvsctl-director', 'lvsctl-guard'])
      assert.ok(there(`usr/lib/systemd/system/${unit}.service`), unit);
    for (const page of ['lvsctl', 'lvsctl-drain', 'lvsctl-top'])
      assert.ok(there(`usr/share/man/man8/${page}.8.gz`), page);
    assert.ok(there('usr/share/bash-completion/completions/lvsctl'));
    assert.ok(there('usr/share/zsh/vendor-completions/_lvsctl'));
    assert.ok(there('usr/share/fish/vendor_completions.d/lvsctl.fish'));
    assert.ok(there('etc/lvsctl/config.yaml'));
  });

  test('lists, drains and undrains', () => {
    did(['lvsctl', '-A', '-t', '10.0.0.1:80', '-s', 'rr']);
    for (const server of ['10.1.0.1', '10.1.0.2']) did(['lvsctl', '-a', '-t', '10.0.0.1:80', '-r', server]);
    assert.match(did(['lvsctl', 'top', '--once']), /10\.0\.0\.1:80/);
    assert.match(did(['lvsctl', 'drain', '10.1.0.1', '--reason', 'new kernel']), /drained/);
    assert.match(did(['lvsctl', '-Ln']), /10\.1\.0\.1:80 +Route +0/);
    assert.match(did(['lvsctl', 'undrain', '10.1.0.1']), /in service again/);
  });

  test('says what is wrong with the machine', () => {
    const {status, stdout, stderr} = debian.run(['lvsctl', 'doctor'], embedded);
    assert.ok(status === 0 || status === 1, `${status}: ${stderr}`);
    assert.match(stdout, /EMBEDDED KERNEL.*\n.*1 service, 2 real servers/);
    const own = debian.run(['lvsctl', 'doctor']); // of the kernel that is there, whatever it is
    assert.ok(own.status === 0 || own.status === 1, `${own.status}: ${own.stderr}`);
    assert.match(own.stdout, /, Linux \d/);
    assert.match(own.stdout, /\d+ well/);
  });

  test('shows the dashboard in a terminal', async () => {
    const [command = '', ...words] = debian.command(['lvsctl', 'top']);
    const environment = {...rootEnvironment, ...embedded};
    const terminal = await openTerminal({command, words, environment, columns: 100, rows: 30});
    try {
      await terminal.until('10.0.0.1:80');
      terminal.type('q');
      await terminal.until(({exit}) => exit?.status === 0, {what: 'its end'});
    } finally {
      await terminal.close();
    }
  });

  test('has unpacked nothing, for the addons are installed', () => {
    assert.equal(existsSync(join(debian.path, 'var/cache/lvsctl')), false);
  });

  test('answers for ipvsadm where that is not installed', () => {
    assert.match(did(['ipvsadm-save', '-n']), /^-A -t 10\.0\.0\.1:80 -s rr$/m);
    assert.match(did(['ipvsadm', '-Ln']), /10\.1\.0\.2:80/);
  });

  test('leaves the names to the package ipvsadm while that is there', () => {
    const isOurs = () => /10\.0\.0\.1:80/.test(debian.run(['ipvsadm', '-Ln'], embedded).stdout);
    copyFileSync(otherIpvsadm(folder), join(debian.path, 'tmp/ipvsadm.deb'));
    did(['dpkg', '-i', '/tmp/ipvsadm.deb']);
    assert.equal(did(['ipvsadm']), 'the other ipvsadm\n');
    assert.doesNotMatch(did(['ipvsadm-save']), /-A/);
    did(['dpkg', '-i', '/tmp/lvsctl.deb']); // again, as an upgrade does
    assert.equal(isOurs(), false);
    did(['dpkg', '-r', 'ipvsadm']);
    assert.equal(isOurs(), true);
  });

  test('answers for them on when its removal fails', () => {
    const script = join(debian.path, 'var/lib/dpkg/info/lvsctl.prerm');
    const text = readFileSync(script, 'utf8');
    writeFileSync(script, `${text}exit 1\n`);
    assert.notEqual(debian.run(['dpkg', '-r', 'lvsctl']).status, 0);
    assert.match(did(['ipvsadm', '-Ln']), /10\.1\.0\.2:80/);
    writeFileSync(script, text);
    did(['dpkg', '-i', '/tmp/lvsctl.deb']);
  });

  test('is gone without a trace but the journal', () => {
    mkdirSync(join(debian.path, 'var/cache/lvsctl'), {mode: 0o700});
    writeFileSync(join(debian.path, 'var/cache/lvsctl/koffi-0.node'), '');
    did(['dpkg', '-r', 'lvsctl']);
    assert.ok(existsSync(join(debian.path, 'etc/lvsctl/config.yaml')), 'settings stay until it is purged');
    did(['dpkg', '-P', 'lvsctl', 'ipvsadm']);
    const known = new Set(atFirst);
    const left = debian.files().filter(file => !known.has(file) && !keptByOthers.test(file));
    assert.ok(
      left.some(file => /^var\/lib\/lvsctl\/journal\/.*jsonl /.test(file)),
      'the journal stays',
    );
    assert.deepEqual(
      left.filter(file => !/^var\/lib\/lvsctl(\/journal\S*)? /.test(file)),
      [],
    );
    const now = new Set(debian.files());
    assert.deepEqual(
      atFirst.filter(file => !now.has(file) && !keptByOthers.test(file)),
      [],
    );
  });
});

/** A package with the files of Debian's ipvsadm. */
function otherIpvsadm(folder: string): string {
  const root = join(folder, 'ipvsadm');
  mkdirSync(join(root, 'DEBIAN'), {recursive: true, mode: 0o755});
  mkdirSync(join(root, 'sbin'), {recursive: true});
  const control =
    'Package: ipvsadm\nVersion: 1.31\nArchitecture: all\nMaintainer: nobody\nDescription: the other one\n';
  writeFileSync(join(root, 'DEBIAN/control'), control);
  for (const name of ['ipvsadm', 'ipvsadm-save', 'ipvsadm-restore']) {
    writeFileSync(join(root, 'sbin', name), "#!/bin/sh\necho 'the other ipvsadm'\n");
    chmodSync(join(root, 'sbin', name), 0o755);
  }
  for (const path of [root, join(root, 'DEBIAN'), join(root, 'sbin')]) chmodSync(path, 0o755);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', root, `${root}.deb`], {stdio: 'pipe'});
  assert.ok(readFileSync(`${root}.deb`).length > 0);
  return `${root}.deb`;
}
