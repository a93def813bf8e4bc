// Before any other script: installs what package-lock.json names, unless that is what node_modules already holds.
// Runs on whatever Node is there, however old; the scripts after it run on the repository's own.
import {spawnSync} from 'node:child_process';
import {existsSync, statSync} from 'node:fs';

const installed = 'node_modules/.package-lock.json';
const isCurrent =
  existsSync(installed) &&
  existsSync('node_modules/node/bin/node') &&
  statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs;
if (!isCurrent) {
  const {status} = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {stdio: 'inherit'});
  process.exitCode = status ?? 1;
}
