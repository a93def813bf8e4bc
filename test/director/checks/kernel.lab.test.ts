import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {missingForInteroperation, stayOnOneProcessor} from '../../interoperation/guest.js';
import {quote} from '../../lab/guest-init.js';
import {runInLab} from '../../lab/lab.js';

const skip = missingForInteroperation();

const script = `exec ${quote(process.execPath)} --test-force-exit --test-reporter=tap ${quote(fileURLToPath(new URL('./kernel-session.js', import.meta.url)))}`;

test('the table of a real kernel is as the checks of a director say', {skip}, async t => {
  stayOnOneProcessor();
  const {code, output} = await runInLab({script, seconds: 240, memory: '512M'});
  t.diagnostic(output);
  assert.equal(code, 0, output);
  assert.match(output, /^\S+ pass 6$/m);
});
