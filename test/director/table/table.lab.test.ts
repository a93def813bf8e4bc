import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {stayOnOneProcessor} from '../../interoperation/guest.js';
import {quote} from '../../lab/guest-init.js';
import {missingForLab, runInLab} from '../../lab/lab.js';
import {trafficNetwork} from '../../parity/traffic-network.js';

const missing = missingForLab();
const skip = missing.length > 0 && `missing: ${missing.join(', ')}`;

const script = `set -e
${trafficNetwork}
${quote(process.execPath)} --test-force-exit --test-reporter=tap ${quote(fileURLToPath(new URL('./lab-session.js', import.meta.url)))}
`;

test('the table is kept on the real kernel, with real connections, a real ipvsadm and real drains', {skip}, async t => {
  stayOnOneProcessor();
  const {code, output} = await runInLab({script, seconds: 200, memory: '768M'});
  t.diagnostic(output);
  assert.equal(code, 0, output);
  assert.match(output, /^\S+ pass 8$/m);
});
