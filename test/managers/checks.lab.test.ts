import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {stayOnOneProcessor} from '../interoperation/guest.js';
import {quote} from '../lab/guest-init.js';
import {missingForLab, runInLab} from '../lab/lab.js';
import {keepalivedConf, ldirectordConf, network} from './checks-lab.js';

const missing = missingForLab(['keepalived', 'ldirectord']);
const skip = missing.length > 0 && `missing: ${missing.join(', ')}`;

const script = `set -e
${network}
${quote(process.execPath)} --test-force-exit --test-reporter=tap ${quote(fileURLToPath(new URL('./checks-lab-session.js', import.meta.url)))}
`;

test('lvsctl checks tells what real keepalived and real ldirectord found', {skip}, async t => {
  stayOnOneProcessor();
  const {code, output} = await runInLab({
    script,
    files: {'keepalived.conf': keepalivedConf, 'ldirectord.cf': ldirectordConf},
    seconds: 170,
    memory: '512M',
  });
  t.diagnostic(output);
  assert.equal(code, 0, output);
  assert.match(output, /^\S+ pass 8$/m);
});
