import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {localAddress} from '../../../../src/checks/probe/dialog/local-address.js';
import {formatAddress, ipv4} from '../../../../src/net/address.js';

const server = {address: ipv4(0x7f000001), port: 9};

test('the address that a host speaks from is that of its route', async () => {
  const found = await new Promise<string>(resolve => localAddress(server, one => resolve(formatAddress(one))));
  assert.equal(found, '127.0.0.1');
});

test('a process without a descriptor left goes on', () => {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const script = `
    import {openSync} from 'node:fs';
    import {localAddress} from ${JSON.stringify(here('../../../../src/checks/probe/dialog/local-address.js'))};
    try { for (;;) openSync('/dev/null'); } catch {}
    localAddress(${JSON.stringify(server)}, one => process.exitCode = one.value === 0 ? 7 : 8);`;
  const shell = 'ulimit -n 128; exec "$0" --input-type=module -e "$1"';
  assert.equal(spawnSync('sh', ['-c', shell, process.execPath, script]).status, 7);
});
