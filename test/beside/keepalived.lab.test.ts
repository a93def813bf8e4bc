import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {missingForInteroperation, stayOnOneProcessor} from '../interoperation/guest.js';
import {quote} from '../lab/guest-init.js';
import {runInLab} from '../lab/lab.js';
import {isSoak, seedOfRun} from '../parity/seed.js';
import {serverCertificates} from './servers-certificates.js';
import {besideNetwork} from './servers-network.js';

const programs = ['/usr/sbin/nginx', '/usr/sbin/exim4', '/usr/sbin/dnsmasq', '/usr/bin/openssl'];
const absent = programs.filter(path => !existsSync(path));
const skip = missingForInteroperation('keepalived') || (absent.length > 0 && `missing: ${absent.join(', ')}`);

/** LVSCTL_BESIDE_CASES, a regular expression for names of cases, narrows it down; LVSCTL_BESIDE_PATIENCE is in seconds. */
const settings = {
  LVSCTL_SEED: `${seedOfRun()}`,
  LVSCTL_SOAK: isSoak() ? '1' : '0',
  LVSCTL_BESIDE_CASES: process.env.LVSCTL_BESIDE_CASES ?? '',
  LVSCTL_BESIDE_PATIENCE: process.env.LVSCTL_BESIDE_PATIENCE ?? '120',
};

const script = `set -e
export ${Object.entries(settings)
  .map(([name, value]) => `${name}=${quote(value)}`)
  .join(' ')}
printf '127.0.0.1 localhost\\n' > /run/hosts; mount --bind /run/hosts /etc/hosts
${besideNetwork}
cp "$LAB"/*.pem "$LAB"/server.key /run/beside/
exec ip netns exec servers ${quote(process.execPath)} --test-force-exit --test-reporter=tap ${quote(fileURLToPath(new URL('./keepalived-session.js', import.meta.url)))}
`;

/** A sixth of the servers of each check, others with another LVSCTL_SEED; LVSCTL_SOAK=1: all of them. */
test('keepalived and lvsctl, with the same configuration and the same failures, have the same servers in their tables', {
  skip,
}, async t => {
  stayOnOneProcessor();
  const {code, output} = await runInLab({script, files: serverCertificates(), seconds: 600, memory: '1024M'});
  t.diagnostic(output);
  assert.equal(code, 0, output);
  assert.match(output, /^\S+ pass 5$/m);
});
