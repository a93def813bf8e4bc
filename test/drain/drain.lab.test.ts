import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {stayOnOneProcessor} from '../interoperation/guest.js';
import {quote} from '../lab/guest-init.js';
import {missingForLab, runInLab} from '../lab/lab.js';
import {isSoak, seedOfRun} from '../parity/seed.js';
import {labNetwork, labRules} from './lab-network.js';

const missing = missingForLab();
const skip = missing.length > 0 && `missing: ${missing.join(', ')}`;

const script = `set -e
${labNetwork}
ipvsadm -R < "$LAB/rules"
export LVSCTL_SOAK=${isSoak() ? 1 : 0} LVSCTL_SEED=${seedOfRun()}
${quote(process.execPath)} --test-force-exit --test-reporter=tap ${quote(fileURLToPath(new URL('./lab-session.js', import.meta.url)))}
`;

test('drains on the real kernel, with real connections', {skip}, async t => {
  stayOnOneProcessor();
  const {code, output} = await runInLab({
    script,
    files: {rules: labRules},
    seconds: isSoak() ? 600 : 150,
    memory: '512M',
  });
  t.diagnostic(output);
  assert.equal(code, 0, output);
  assert.match(output, /^\S+ pass 7$/m);
});
