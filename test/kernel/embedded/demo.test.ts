import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {writeDemo} from '../../../src/kernel/embedded/demo.js';
import {openEmbeddedKernel, defaultStateFile} from '../../../src/kernel/embedded/open-embedded-kernel.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';

test('the demo is written once, opens as a busy director, and its time passes between openings', async context => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-demo-'));
  context.after(() => rmSync(folder, {recursive: true}));
  const file = join(folder, 'demo.json');
  let now = 1_700_000_000_000;
  assert.equal(writeDemo(file, now), true);
  const text = readFileSync(file, 'utf8');
  assert.equal(writeDemo(file, now), false);
  assert.equal(readFileSync(file, 'utf8'), text);
  assert.equal(statSync(file).mode & 0o777, 0o600);

  const totals: bigint[] = [];
  for (let i = 0; i < 3; i++) {
    const kernel = openEmbeddedKernel(`embedded:${file}`, {environment: {}, clock: () => now, interfaces: () => []});
    assert.ok(kernel);
    const {ipvs} = await openIpvs(kernel);
    const {entries} = await ipvs.readConsistent();
    assert.equal(entries.length, 10);
    const listed = new Map<string, number>();
    let total = 0;
    for (const piece of ipvs.connections()) {
      for (const {destination, client} of piece) {
        total++;
        if (client.port !== 0)
          listed.set(JSON.stringify(destination), (listed.get(JSON.stringify(destination)) ?? 0) + 1);
      }
    }
    assert.ok(total > 1000);
    for (const {service, destinations} of entries) {
      if (service.id.type === 'fwmark') continue; // their connections keep the port they came to
      for (const {address, port, activeConnections, inactiveConnections} of destinations) {
        const shared = entries
          .flatMap(entry => entry.destinations)
          .filter(other => JSON.stringify([other.address, other.port]) === JSON.stringify([address, port]));
        if (shared.length === 1)
          assert.equal(activeConnections + inactiveConnections, listed.get(JSON.stringify({address, port})) ?? 0);
      }
    }
    totals.push(entries.reduce((sum, {service}) => sum + service.statistics.counters.connections, 0n));
    ipvs.close();
    now += 30_000;
  }
  assert.ok((totals[0] as bigint) < (totals[1] as bigint) && (totals[1] as bigint) < (totals[2] as bigint));
  assert.notEqual(readFileSync(file, 'utf8'), text, 'an opening keeps how far the traffic has got');
});

test('the default file follows the XDG Base Directory Specification', () => {
  assert.equal(defaultStateFile({HOME: '/home/op'}), '/home/op/.local/state/lvsctl/embedded-kernel.json');
  assert.equal(defaultStateFile({HOME: '/home/op', XDG_STATE_HOME: '/var/op'}), '/var/op/lvsctl/embedded-kernel.json');
  assert.equal(
    defaultStateFile({HOME: '/home/op', XDG_STATE_HOME: 'relative'}),
    '/home/op/.local/state/lvsctl/embedded-kernel.json',
  );
});

test('another kernel is not ours to open', () => {
  const options = {environment: {}, clock: () => 0};
  assert.equal(openEmbeddedKernel('linux', options), undefined);
  assert.equal(openEmbeddedKernel('embeddedness', options), undefined);
});
