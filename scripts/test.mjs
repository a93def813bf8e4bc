// npm test: builds, checks the style, and runs every suite this machine allows. Ends with the summary of node's test runner.
import {spawnSync} from 'node:child_process';
import {globSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {installLine, installPackages, missingPackages} from './packages.mjs';

const mayInstall = process.env.CI === 'true' || process.env.LVSCTL_LAB === 'install';

run('npm', ['run', '--silent', 'build']);
run('npm', ['run', '--silent', 'lint']);
prepareLab();
const files = globSync('build/test/**/*.test.js').sort();
const {CI: _ci, LVSCTL_KERNEL: _kernel, ...environment} = process.env; // CI would change how terminals are driven, the other what is tested
const state = mkdtempSync(join(tmpdir(), 'lvsctl-test-')); // journals of the tests, not the user's
const {status} = spawnSync(process.execPath, ['--test', '--test-concurrency=2', ...process.argv.slice(2), ...files], {
  stdio: 'inherit',
  env: {...environment, XDG_STATE_HOME: state, LVSCTL_STATE_DIR: state},
});
rmSync(state, {recursive: true, force: true});
process.exitCode = status ?? 1;

function prepareLab() {
  const missing = process.getuid() === 0 ? missingPackages() : [];
  if (process.getuid() !== 0) console.log('The suites *.lab.test are skipped: the lab needs root.');
  else if (missing.length > 0 && mayInstall) installPackages(missing);
  else if (missing.length > 0) {
    console.log(
      `The suites *.lab.test are skipped: they need ${missing.join(', ')}. This installs them (LVSCTL_LAB=install npm test does it too):`,
    );
    console.log(`  ${installLine(missing)}`);
  }
}

function run(command, words) {
  const {status} = spawnSync(command, words, {stdio: 'inherit'});
  if (status !== 0) process.exit(status ?? 1);
}
