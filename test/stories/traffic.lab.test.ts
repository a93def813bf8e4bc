import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {missingForInteroperation, stayOnOneProcessor} from '../interoperation/guest.js';
import {quote} from '../lab/guest-init.js';
import {runInLab} from '../lab/lab.js';
import {isSoak, seedOfRun} from '../parity/seed.js';

const skip = missingForInteroperation();

const script = `export LVSCTL_SOAK=${isSoak() ? 1 : 0} LVSCTL_SEED=${seedOfRun()} ${['LVSCTL_RATE', 'LVSCTL_FAILURES'].map(name => (process.env[name] === undefined ? '' : `${name}=${process.env[name]}`)).join(' ')}
exec ${quote(process.execPath)} --test-force-exit --test-reporter=tap ${quote(fileURLToPath(new URL('./traffic-session.js', import.meta.url)))}`;

test('no connection is lost because of a director, and none goes to a server known to be down', {skip}, async t => {
  stayOnOneProcessor();
  const {code, output} = await runInLab({script, seconds: isSoak() ? 900 : 240, memory: '512M'});
  t.diagnostic(output);
  assert.equal(code, 0, output);
});
