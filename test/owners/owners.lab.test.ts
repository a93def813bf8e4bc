import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {stayOnOneProcessor} from '../interoperation/guest.js';
import {quote} from '../lab/guest-init.js';
import {missingForLab, runInLab} from '../lab/lab.js';
import {keepalivedConf, labNetwork, ldirectordConf, otherLdirectordConf} from './lab-director.js';

const missing = missingForLab(['keepalived', 'ldirectord']);
const skip = missing.length > 0 && `missing: ${missing.join(', ')}`;

const script = `set -e
${labNetwork}
ip netns exec director ${quote(process.execPath)} --test-force-exit --test-reporter=tap ${quote(fileURLToPath(new URL('./lab-session.js', import.meta.url)))}
`;

test('drains that real keepalived and real ldirectord do not undo', {skip}, async t => {
  stayOnOneProcessor();
  const {code, output} = await runInLab({
    script,
    files: {'keepalived.conf': keepalivedConf, 'ldirectord.cf': ldirectordConf, 'other.cf': otherLdirectordConf},
    seconds: 150,
    memory: '512M',
  });
  t.diagnostic(output);
  assert.equal(code, 0, output);
  assert.match(output, /^\S+ pass 7$/m);
});
