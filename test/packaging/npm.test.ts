import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {executableMissing} from './built.js';

const node = resolve('node_modules/node/bin');

describe('the package for npm', {skip: executableMissing()}, () => {
  let folder: string;
  const run = (words: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
    const env = {PATH: `${node}:/usr/bin:/bin`, HOME: folder, XDG_STATE_HOME: join(folder, 'state'), ...environment};
    return spawnSync(join(folder, 'prefix/bin/lvsctl'), words, {encoding: 'utf8', env});
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lvsctl-npm-'));
    execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {stdio: 'pipe'});
    const [archive = ''] = readdirSync(folder).filter(name => name.endsWith('.tgz'));
    execFileSync('tar', ['-xzf', join(folder, archive), '-C', folder]);
    // what it depends on as it is locked here, which asks the registry for little
    const installed = join(folder, 'package');
    copyFileSync('package-lock.json', join(installed, 'package-lock.json'));
    execFileSync('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'], {
      cwd: installed,
      stdio: 'pipe',
      env: {...process.env, PATH: `${node}:${process.env.PATH}`},
    });
    mkdirSync(join(folder, 'prefix/bin'), {recursive: true});
    symlinkSync('../../package/bin/lvsctl', join(folder, 'prefix/bin/lvsctl')); // as npm makes it
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  test('runs on the Node that is in PATH', () => {
    const {status, stdout, stderr} = run(['--version']);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^lvsctl \d/);
  });

  test('has its native addons and its dashboard', () => {
    const environment = {LVSCTL_KERNEL: 'embedded'};
    assert.equal(run(['-A', '-t', '10.0.0.1:80'], environment).stderr, ''); // a lock by koffi
    assert.match(run(['-Ln'], environment).stdout, /10\.0\.0\.1:80 wlc/);
    assert.match(run(['top', '--once'], environment).stdout, /10\.0\.0\.1:80/);
    const {stderr} = run(['-Ln']); // an answer of this machine's kernel by netlink, whatever it is
    assert.doesNotMatch(stderr, /addon|\.node\b|Cannot find/);
  });
});
