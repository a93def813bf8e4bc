import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {userInfo} from 'node:os';
import {test} from 'node:test';
import {operatorName} from '../../../src/maintenance/journal/operator-name.js';

test('who works here is whoever called sudo, else the user', () => {
  assert.equal(operatorName({SUDO_USER: 'ann'}), 'ann');
  assert.equal(operatorName({}), userInfo().username);
});

const isRoot = process.getuid?.() === 0;

test('a user without a name, as in a container, is unknown', {skip: !isRoot && 'becoming somebody needs root'}, () => {
  const module = new URL('../../../src/maintenance/journal/operator-name.js', import.meta.url);
  const script = `const {operatorName} = await import('${module}'); process.setuid(54321); console.log(operatorName({}))`;
  const {stdout, stderr} = spawnSync(process.execPath, ['--input-type=module', '-e', script], {encoding: 'utf8'});
  assert.equal(stdout, 'unknown\n', stderr);
});
