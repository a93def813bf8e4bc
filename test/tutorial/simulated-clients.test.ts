import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {masquerading, plainTunnel} from '../../src/ipvs/forwarding.js';
import {openEmbeddedKernel} from '../../src/kernel/embedded/open-embedded-kernel.js';
import {simulateClients} from '../../src/kernel/embedded/simulate-clients.js';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import {parseEndpoint} from '../../src/net/endpoint.js';

const folder = mkdtempSync(join(tmpdir(), 'lvsctl-clients-'));
after(() => rmSync(folder, {recursive: true, force: true}));
const file = join(folder, 'kernel.json');
const start = 1_000_000;
let now = start;

const endpoint = (text: string) => parseEndpoint(text) as NonNullable<ReturnType<typeof parseEndpoint>>;
const id = {type: 'address', protocol: 6, ...endpoint('203.0.113.10:80')} as const;

async function open() {
  const kernel = openEmbeddedKernel(`embedded:${file}`, {environment: {}, clock: () => now});
  assert.ok(kernel);
  return (await openIpvs(kernel)).ipvs;
}

async function carried(): Promise<bigint> {
  const ipvs = await open();
  try {
    return (await ipvs.totals()).counters.connections;
  } finally {
    ipvs.close();
  }
}

test('clients come to a service until they are stopped', async () => {
  const ipvs = await open();
  const service = {id, scheduler: 'rr', flags: 0, timeout: 0, netmask: 0xffffffff, persistenceEngine: ''};
  const settings = {forwarding: masquerading, weight: 1, upperThreshold: 0, lowerThreshold: 0, tunnel: plainTunnel};
  await ipvs.apply([
    {type: 'add-service', service},
    {type: 'add-server', id, destination: {...endpoint('10.1.0.11:80'), ...settings}},
  ]);
  ipvs.close();
  assert.equal(await carried(), 0n);
  simulateClients(file, {...id, ratePerSecond: 10}, now);
  now += 20_000;
  const many = await carried();
  assert.ok(many > 50n && many < 500n, `${many}`);
  simulateClients(file, {...id, ratePerSecond: 0}, now);
  const last = await carried();
  now += 20_000;
  assert.equal(await carried(), last);
});
