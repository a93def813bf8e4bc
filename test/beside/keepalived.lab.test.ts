import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {missingForInteroperation, stayOnOneProcessor} from '../interoperation/guest.js';
import {quote} from '../lab/guest-init.js';
import {runInLab} from '../lab/lab.js';
import {serverCertificates} from './servers-certificates.js';
import {besideNetwork} from './servers-network.js';

const programs = ['/usr/sbin/nginx', '/usr/sbin/exim4', '/usr/sbin/dnsmasq', '/usr/bin/openssl'];
const absent = programs.filter(path => !existsSync(path));
const skip = missingForInteroperation('keepalived') || (absent.length > 0 && `missing: ${absent.join(', ')}`);

/** LVSCTL_BESIDE_CASES, a regular expression for their names, narrows it down. */
const settings = Object.entries(process.env).filter(([name]) => name.startsWith('LVSCTL_BESIDE_'));

const script = `set -e
${settings.map(([name, value]) => `export ${name}=${quote(value ?? '')}`).join('\n')}
printf '127.0.0.1 localhost\\n' > /run/hosts; mount --bind /run/hosts /etc/hosts
${besideNetwork}
cp "$LAB"/*.pem "$LAB"/server.key /run/beside/
exec ip netns exec servers ${quote(process.execPath)} --test-force-exit --test-reporter=tap ${quote(fileURLToPath(new URL('./keepalived-session.js', import.meta.url)))}
`;

test('keepalived and lvsctl, with the same configuration and the same failures, have the same servers in their tables', {
  skip,
}, async t => {
  stayOnOneProcessor();
  const {code, output} = await runInLab({script, files: serverCertificates(), seconds: 300, memory: '1024M'});
  t.diagnostic(output);
  assert.equal(code, 0, output);
  assert.match(output, /^\S+ pass 5$/m);
});
