import assert from 'node:assert/strict';
import {copyFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, test} from 'node:test';
import {writeDemo} from '../../../src/kernel/embedded/demo.js';
import type {Owner} from '../../../src/maintenance/owner.js';
import {formatAddress} from '../../../src/net/address.js';
import {Site} from '../../drain/site.js';
import {until} from '../../drain/until.js';

let site: Site;
beforeEach(() => {
  site = new Site();
});
afterEach(() => site.remove());

describe('a drain that waits', () => {
  let demo: Site;
  before(() => {
    demo = new Site();
    writeDemo(demo.file, Date.now());
  });
  after(() => demo.remove());

  /** The busiest host of a site with traffic. */
  const target = async () => {
    copyFileSync(demo.file, site.file);
    const ipvs = await site.ipvs();
    const {entries} = await ipvs.table();
    ipvs.close();
    const busiest = entries
      .filter(({destinations}) => destinations.length > 2)
      .flatMap(({destinations}) => destinations.filter(one => one.address.family === 'ipv4' && one.weight > 0))
      .toSorted((one, other) => other.activeConnections - one.activeConnections)[0];
    assert.ok(busiest && busiest.activeConnections > 3);
    return formatAddress(busiest.address);
  };

  test('for longer than --timeout ends with status 3 and stays in force', async () => {
    const host = await target();
    const {stderr, stdout, code} = await site.run(`drain ${host} --timeout 600ms --force`);
    assert.equal(code, 3, stderr);
    assert.match(stdout, /\d+ connections left \(.*active/);
    assert.match(stderr, /connections are left of .*: it stays at weight 0/);
    const {drains} = JSON.parse((await site.run('drains -o json')).stdout);
    assert.deepEqual([drains[0].state, drains[0].attended, drains[0].withWeight], ['draining', false, 0]);
    assert.equal((await site.run(`drain ${host} --until-conns 100000 --force`)).code, 0);
  });

  test('is a bar on a terminal, in one line of its width', async () => {
    const host = await target();
    const {stdout} = await site.run(`drain ${host} --timeout 600ms --force`, {isTerminal: true, own: {columns: 120}});
    const bars = stdout.split('\n').at(-1)?.split('\r\u001b[K') ?? [];
    assert.match(bars[0] ?? '', /^\[#*\.+\] \d+ connections left/);
    for (const bar of bars) assert.ok(bar.length < 120, bar);
    assert.ok(stdout.endsWith('\r\u001b[K'));
  });

  test('goes on being in force when it is interrupted: status 130', async () => {
    const host = await target();
    const control = new AbortController();
    const started = site.start(`drain ${host} --force`, {signal: control.signal});
    await until(() => /connections left/.test(started.written()));
    control.abort();
    const {stderr, code} = await started.ended;
    assert.equal(code, 130);
    assert.match(
      stderr,
      /the drain goes on being in force; lvsctl drain \S+ waits again; lvsctl undrain \S+ restores it/,
    );
  });

  test('sets 0 again what somebody puts back, and says who that may be', async () => {
    const host = await target();
    const owner: Owner = {
      name: 'keepalived',
      look: async () => {},
      ownershipOf: () => ({
        owner: 'keepalived',
        configuredWeight: undefined,
        isFallback: false,
        way: {type: 'watch'},
        warnings: [],
      }),
      quiesce: async () => {},
      restore: async () => {},
    };
    const control = new AbortController();
    const started = site.start(`drain ${host} --force`, {signal: control.signal, own: {owners: [owner]}});
    await until(() => /connections left/.test(started.written()));
    const ipvs = await site.ipvs();
    const {entries} = await ipvs.table();
    const found = entries
      .flatMap(({service, destinations}) => destinations.map(one => ({service, one})))
      .find(({one}) => formatAddress(one.address) === host);
    assert.ok(found);
    await site.apply({type: 'edit-server', id: found.service.id, destination: {...found.one, weight: 4}});
    await until(() => /somebody, probably keepalived, had set its weight to 4; it is 0 again/.test(started.written()));
    ipvs.close();
    control.abort();
    assert.equal((await started.ended).code, 130);
  });

  test('ends when somebody undrains it', async () => {
    const host = await target();
    const started = site.start(`drain ${host} --force`);
    await until(() => /connections left/.test(started.written()));
    assert.equal((await site.run(`undrain ${host}`)).code, 0);
    const {stderr, code} = await started.ended;
    assert.match(stderr, /was ended by an undrain/);
    assert.equal(code, 3);
  });
});
