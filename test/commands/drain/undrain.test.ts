import assert from 'node:assert/strict';
import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import type {OwnedWay} from '../../../src/maintenance/owner.js';
import {ipv4} from '../../../src/net/address.js';
import {server, siteRules, virtual} from '../../drain/rules.js';
import {Site} from '../../drain/site.js';
import {until} from '../../drain/until.js';

let site: Site;
let original: string;
beforeEach(async () => {
  site = new Site();
  await site.apply(...siteRules(4));
  original = await site.state();
});
afterEach(() => site.remove());

const weightOf = async () => {
  const ipvs = await site.ipvs();
  const found = (await ipvs.destinations(virtual(0))).find(
    one => 'value' in one.address && one.address.value === 0x0a01000b,
  );
  ipvs.close();
  return found?.weight;
};
const drains = async (own = {}) => JSON.parse((await site.run('drains -o json', {own})).stdout).drains;

describe('undrain', () => {
  test('--dry-run prints the commands and changes nothing; then all is exactly as it was', async () => {
    await site.run('drain 10.1.0.11');
    const drained = await site.state();
    const {stdout, code} = await site.run('undrain 10.1.0.11 --dry-run');
    assert.match(stdout, /^ipvsadm -e -t 10\.0\.0\.1:8000 -r 10\.1\.0\.11:80 -m -w 2$/m);
    assert.match(stdout, /^ipvsadm -E -t 10\.0\.0\.1:8001 -s sh$/m);
    assert.equal(code, 0);
    assert.equal(await site.state(), drained);
    const ended = await site.run('undrain 10.1.0.11 -o json');
    const document = JSON.parse(ended.stdout);
    assert.deepEqual(
      [document.schema, document.drains[0].result, document.drains[0].realServers[0].outcome],
      ['lvsctl.undrain/1', 'ended', 'restored'],
    );
    assert.equal(await site.state(), original);
  });

  test('of one host of a larger drain ends that part alone', async () => {
    await site.run('drain 10.1.0.8/30 --force');
    await site.run('drain 10.1.0.12/31 --force');
    const {stdout} = await site.run('undrain 10.1.0.12');
    assert.match(stdout, /10\.1\.0\.12 of 10\.1\.0\.12\/31: 4 real servers in service again/);
    assert.deepEqual(
      (await drains()).map(({target}: {target: string}) => target),
      ['10.1.0.8/30', '10.1.0.12/31'],
    );
    for (const target of ['10.1.0.12/31', '10.1.0.8/30']) await site.run(`undrain ${target}`);
    assert.equal(await site.state(), original);
  });

  test('of one of two drains that overlap leaves the other in force, and says so', async () => {
    await site.run('drain 10.1.0.11');
    const both = await site.run('drain 10.1.0.10/31 --reason rack');
    assert.match(both.stdout, /part of it is drained already as 10\.1\.0\.11 by alice: both have to end/);
    const {stdout} = await site.run('undrain 10.1.0.11');
    assert.match(stdout, /stays at weight 0: it is drained as 10\.1\.0\.10\/31 too/);
    assert.equal(await weightOf(), 0);
    await site.run('undrain 10.1.0.10/31');
    assert.equal(await site.state(), original);
  });

  test('--weight gives another; --ramp raises in steps; Ctrl-C gives the whole weight at once', async () => {
    await site.run('drain 10.1.0.11');
    await site.run('undrain 10.1.0.11 --weight 9');
    assert.equal(await weightOf(), 9);
    await site.run('drain 10.1.0.11');
    const control = new AbortController();
    const started = site.start('undrain 10.1.0.11 --ramp 60s', {signal: control.signal});
    await until(() => /10\.1\.0\.11: 10 % of the weight/.test(started.written()));
    assert.equal(await weightOf(), 1);
    assert.equal((await drains())[0].state, 'ending');
    control.abort();
    const {stdout, code} = await started.ended;
    assert.match(stdout, /in service again \(interrupted: at once with the whole weight\)/);
    assert.equal(code, 130);
    assert.equal(await weightOf(), 9);
  });
});

describe('undrain --ramp of what its owner keeps quiesced', () => {
  /** What was asked of the owner, with the weight that the server had then. */
  const told: string[] = [];
  const ownedBy = (name: string, way: OwnedWay) => ({
    owners: [
      {
        name,
        look: async () => {},
        ownershipOf: () => ({owner: name, configuredWeight: 2, isFallback: false, way, warnings: []}),
        quiesce: async () => {},
        restore: async () => void told.push(`restore at ${await weightOf()}`),
      },
    ],
  });
  beforeEach(() => void told.splice(0));

  test('by a tracked file tells keepalived when the weights have risen: it would give the whole weight at once', async () => {
    const own = ownedBy('keepalived', {type: 'file', path: '/etc/keepalived/web1', value: '-2147483647', undo: '0'});
    await site.run('drain 10.1.0.11', {own});
    const control = new AbortController();
    const started = site.start('undrain 10.1.0.11 --ramp 60s', {own, signal: control.signal});
    await until(() => /10\.1\.0\.11: 10 % of the weight/.test(started.written()));
    assert.deepEqual([await weightOf(), told], [1, []]);
    control.abort();
    await started.ended;
    assert.deepEqual([await weightOf(), told], [2, ['restore at 1']]);
  });

  test('by a maintenance folder is none, and says so', async () => {
    const own = ownedBy('ldirectord', {type: 'folder', path: '/etc/ha.d/maintenance/10.1.0.11'});
    await site.run('drain 10.1.0.11', {own});
    const {stdout, code} = await site.run('undrain 10.1.0.11 --ramp 60s', {own});
    assert.match(stdout, /note: 10\.1\.0\.11:80 of tcp\/10\.0\.0\.1:8000 gets its whole weight at once: ldirectord/);
    assert.doesNotMatch(stdout, /% of the weight/);
    assert.deepEqual([code, await weightOf(), told], [0, 2, ['restore at 0']]);
  });
});

describe('drains', () => {
  test('shows who, why, since when, and makes an overdue one stand out: status 1', async () => {
    await site.run('drain 10.1.0.11 --reason disk --expires 10s');
    const fresh = await site.run('drains');
    assert.match(fresh.stdout, /^10\.1\.0\.11 +drained +4 +0 +alice +\d+ ms ago +in (9\.\d|10) s +disk$/m);
    assert.match(fresh.stdout, /10\.1\.0\.11 expires, but lvsctl guard does not run here/);
    assert.equal(fresh.code, 0);
    const late = await site.run('drains', {own: {clock: () => Date.now() + 60_000}});
    assert.match(late.stdout, /^10\.1\.0\.11 +OVERDUE \(drained\)/m);
    assert.match(late.stdout, /nobody ends it, as lvsctl guard does not run here; lvsctl undrain 10\.1\.0\.11 ends it/);
    assert.equal(late.code, 1);
  });

  test('names a damaged file, and the others count', async () => {
    await site.run('drain 10.1.0.11');
    await site.run('drain 10.1.0.12');
    const {folder} = await site.surroundings();
    const [name = ''] = readdirSync(folder).filter(one => one.startsWith('10.1.0.11'));
    writeFileSync(join(folder, name), '{"version": 1, "target": "10.1', {mode: 0o600});
    const {stdout, stderr, code} = await site.run('drains');
    assert.match(stdout, /^10\.1\.0\.12 +drained/m);
    assert.match(stderr, /10\.1\.0\.11\..*\.json: it is no JSON/);
    assert.equal(code, 1);
    assert.equal((await site.run('undrain 10.1.0.12')).code, 0);
  });

  test('shows a drain of before a reboot as suspended, which drain puts in force again', async () => {
    await site.run('drain 10.1.0.11');
    await site.apply({type: 'edit-server', id: virtual(0), destination: server(0)});
    const own = {boot: 'another'};
    const {stdout, code} = await site.run('drains', {own});
    assert.match(stdout, /^10\.1\.0\.11 +SUSPENDED/m);
    assert.equal(code, 1);
    assert.equal((await site.run('drain 10.1.0.11', {own})).code, 0);
    assert.equal((await drains(own))[0].state, 'drained');
    await site.run('undrain 10.1.0.11', {own});
    assert.equal(await weightOf(), 2);
  });

  test('says where somebody has put a weight back', async () => {
    await site.run('drain 10.1.0.11');
    await site.apply({type: 'edit-server', id: virtual(0), destination: server(0)});
    const {stdout, code} = await site.run('drains');
    assert.match(stdout, /1 of 4 have weight again, not by lvsctl: lvsctl drain 10\.1\.0\.11 sets 0 again/);
    assert.equal(code, 1);
  });
});

test('maintenance drains all addresses of a machine, and puts it back', async () => {
  const own = {addressesOf: async () => [ipv4(0x0a01000b), ipv4(0x0a01000c)]};
  const on = await site.run('maintenance on web1 --reason disk', {own});
  assert.equal(on.code, 0, on.stderr);
  assert.deepEqual(
    (await drains()).map(({target, realServers}: {target: string; realServers: unknown[]}) => [
      target,
      realServers.length,
    ]),
    [['web1', 8]],
  );
  assert.equal((await site.run('maintenance off web1', {own})).code, 0);
  assert.equal(await site.state(), original);
});

describe('guard', () => {
  const guarding = async (own = {}) => {
    const control = new AbortController();
    const started = site.start('guard', {signal: control.signal, own});
    await until(() => /guarding/.test(started.written()));
    const end = async () => {
      control.abort();
      return (await started.ended).code;
    };
    return {written: started.written, end};
  };

  test('sets 0 again what somebody puts back, ends what expires, and there is only one', async () => {
    await site.run('drain 10.1.0.11 --expires 2s');
    const guard = await guarding();
    assert.match((await site.run('guard')).stderr, /there is one already/);
    await site.apply({type: 'edit-server', id: virtual(0), destination: server(0, {weight: 5})});
    await until(async () => (await weightOf()) === 0);
    await until(() => /somebody had set its weight to 5; it is 0 again/.test(guard.written()));
    await until(() => /10\.1\.0\.11 has expired: its weights are back/.test(guard.written()));
    assert.equal(await site.state(), original);
    assert.equal(await guard.end(), 0);
  });

  test('puts a suspended drain in force again, and removes what is to be removed when it is empty', async () => {
    await site.run('drain 10.1.0.11');
    await site.apply({type: 'edit-server', id: virtual(0), destination: server(0)});
    await site.run('drain 10.1.0.12 --then remove --no-wait', {own: {boot: 'another'}});
    const guard = await guarding({boot: 'another'});
    await until(() => /10\.1\.0\.11 is in force again after the reboot/.test(guard.written()));
    await until(() => /10\.1\.0\.12 is drained and removed/.test(guard.written()));
    await until(async () => (await weightOf()) === 0);
    assert.equal(await guard.end(), 0);
    for (const target of ['10.1.0.11', '10.1.0.12'])
      assert.equal((await site.run(`undrain ${target}`, {own: {boot: 'another'}})).code, 0);
    assert.equal(await site.state(), original);
  });
});
