import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {missingForInteroperation, stayOnOneProcessor} from '../interoperation/guest.js';
import {quote} from '../lab/guest-init.js';
import {repositoryFolder, runInLab} from '../lab/lab.js';
import {directorConf, labNetwork, peerConf} from './lab-director.js';

const skip = missingForInteroperation('keepalived');

const script = `set -e
${labNetwork}
ln -s ${quote(join(repositoryFolder(), 'bin/lvsctl'))} /run/bin/lvsctl
export PATH=/run/bin:$PATH
ip netns exec director ${quote(process.execPath)} --test-force-exit --test-reporter=tap ${quote(fileURLToPath(new URL('./lab-session.js', import.meta.url)))}
`;

test('why is true of a director with real keepaliveds, and what it says to run next is right', {skip}, async t => {
  stayOnOneProcessor();
  const files = {'director.conf': directorConf, 'peer.conf': peerConf};
  const {code, output} = await runInLab({script, files, seconds: 240, memory: '512M'});
  t.diagnostic(output);
  assert.equal(code, 0, output);
});
