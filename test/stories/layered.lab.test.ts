import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {missingForInteroperation, stayOnOneProcessor} from '../interoperation/guest.js';
import {quote} from '../lab/guest-init.js';
import {runInLab} from '../lab/lab.js';
import {isSoak, seedOfRun} from '../parity/seed.js';

const skip = missingForInteroperation();

const script = `export LVSCTL_SOAK=${isSoak() ? 1 : 0} LVSCTL_SEED=${seedOfRun()}
exec ${quote(process.execPath)} --test-force-exit --test-reporter=tap ${quote(fileURLToPath(new URL('./layered-session.js', import.meta.url)))}`;

test('a host that stops is one cause with its services inside', {skip}, async t => {
  stayOnOneProcessor();
  const {code, output} = await runInLab({script, seconds: isSoak() ? 240 : 150, memory: '512M'});
  t.diagnostic(output);
  assert.equal(code, 0, output);
  assert.match(output, /^\S+ pass 6$/m);
});
