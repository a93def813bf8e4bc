import assert from 'node:assert/strict';
import {chmodSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {missingForInteroperation, stayOnOneProcessor} from '../interoperation/guest.js';
import {quote} from '../lab/guest-init.js';
import {runInLab} from '../lab/lab.js';
import {isSoak} from '../parity/seed.js';
import {chosenServers} from './ldirectord-chosen.js';
import {missingDaemons, postgresFolder, prepareData} from './ldirectord-data.js';
import {daemonFiles} from './ldirectord-files.js';
import {nameOf} from './ldirectord-servers.js';
import {besideNetwork} from './servers-network.js';

const absent = missingDaemons();
const skip = missingForInteroperation('ldirectord') || (absent.length > 0 && `missing: ${absent.join(', ')}`);

/** What is chosen is the same in the guest. */
const settings = Object.entries(process.env).filter(([name]) => /^LVSCTL_(BESIDE_|SOAK|SEED)/.test(name));
const servers = chosenServers();

const script = (data: string) => `set -e
${settings.map(([name, value]) => `export ${name}=${quote(value ?? '')}`).join('\n')}
export PATH=$PATH:${postgresFolder()}
{ printf '127.0.0.1 localhost lab\\n'
${servers
  .filter(({of}) => of.name.startsWith('maintenance'))
  .map(({address}) => `echo '${address} ${nameOf(address)} ${nameOf(address).split('.')[0]}'`)
  .join('\n')}
} > /run/hosts; mount --bind /run/hosts /etc/hosts
: > /run/resolv.conf; mount --bind /run/resolv.conf /etc/resolv.conf
${besideNetwork}
cp -a ${quote(data)} /run/beside/data; cp /run/beside/data/*.key /run/beside/data/*.pem /run/beside/
for name in ${Object.keys(daemonFiles).join(' ')}; do cp "$LAB/$name" /run/beside/; done
chmod 755 /run/beside/external; chmod 644 /run/beside/*.key
mkdir /run/certs; cp /run/beside/server.pem /run/certs/; openssl rehash /run/certs
mount --bind /run/certs /etc/ssl/certs # the certificate of imaps and pops is trusted
cd /run/beside
mkdir maintenance exim mail ftp ftp/files ftp/other ftp/nothing ftp/empty
chmod 777 exim; chown dovecot mail; echo yes > ftp/files/alive; echo no > ftp/other/alive
exec ip netns exec servers ${quote(process.execPath)} --test-force-exit --test-reporter=tap ${quote(fileURLToPath(new URL('./ldirectord-session.js', import.meta.url)))}
`;

test('ldirectord and lvsctl, with the same configuration and the same failures, have the same servers in their tables', {
  skip,
}, async t => {
  stayOnOneProcessor();
  const data = mkdtempSync(join(tmpdir(), 'lvsctl-ldirectord-'));
  t.after(() => rmSync(data, {recursive: true, force: true}));
  chmodSync(data, 0o755); // databases give up root
  prepareData(
    data,
    servers.filter(({of}) => !of.isIpv6).map(({address}) => address),
  );
  const seconds = isSoak() ? 1500 : 400;
  const {code, output} = await runInLab({script: script(data), files: daemonFiles, seconds, memory: '1536M'});
  t.diagnostic(output);
  assert.equal(code, 0, output);
  assert.match(output, /^\S+ pass 5$/m);
});
