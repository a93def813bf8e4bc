import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import type {Change} from '../../../src/ipvs/change.js';
import {masquerading} from '../../../src/ipvs/forwarding.js';
import {formatChange} from '../../../src/ipvsadm/format-change.js';
import {server, siteRules, virtual} from '../../drain/rules.js';
import {Site} from '../../drain/site.js';

let site: Site;
let file: string;
beforeEach(async () => {
  site = new Site();
  await site.apply(...rules(2));
  file = join(site.folder, 'rules');
  write(2);
});
afterEach(() => site.remove());

/** Two services of three real servers; the first gives 10.1.0.11 this weight. NB: only masquerading has ports of its own. */
function rules(weight: number): readonly Change[] {
  const plain = siteRules(2).map(change =>
    change.type === 'add-server' ? {...change, destination: {...change.destination, forwarding: masquerading}} : change,
  );
  return plain.with(1, {type: 'add-server', id: virtual(0), destination: server(0, {weight})});
}

function write(weight: number): void {
  writeFileSync(
    file,
    rules(weight)
      .map(change => `${formatChange(change).replace('ipvsadm ', '')}\n`)
      .join(''),
  );
}

const serversOf = async (service: number) => {
  const ipvs = await site.ipvs();
  const servers = await ipvs.destinations(virtual(service));
  ipvs.close();
  return new Map(servers.map(({address, weight}) => ['value' in address && (address.value as number) & 255, weight]));
};
const weightOf = async (service = 0) => (await serversOf(service)).get(11);

describe('a table that is applied during a drain', () => {
  test('leaves drained servers at 0 and their services the flags, and says so; undrain gives the new weight', async () => {
    await site.run('drain 10.1.0.11 --reason kernel');
    write(7);
    const drained = await site.state();
    const {stdout, code} = await site.run(`apply --prune ${file}`);
    assert.match(
      stdout,
      /^note: 10\.1\.0\.11:80 is drained \(alice: kernel\): its weight stays 0, undrain gives it 7$/m,
    );
    assert.match(stdout, /^note: tcp\/10\.0\.0\.1:8001 keeps a flag that its drain needs$/m);
    assert.match(stdout, /^No differences\.$/m);
    assert.equal(code, 0);
    assert.equal(await site.state(), drained);
    assert.equal((await site.run('undrain 10.1.0.11')).code, 0);
    assert.deepEqual([await weightOf(0), await weightOf(1)], [7, 2]);
    assert.match((await site.run(`diff --prune ${file}`)).stdout, /^No differences\.$/m);
  });

  test('changes all else, and the weight of what somebody gave it back', async () => {
    await site.run('drain 10.1.0.11');
    await site.apply(
      {type: 'edit-server', id: virtual(0), destination: server(0, {weight: 5})},
      {type: 'delete-server', id: virtual(0), destination: server(1)},
    );
    const {stdout, code} = await site.run(`apply ${file}`);
    assert.match(stdout, /^\+ ipvsadm -a .* -r 10\.1\.0\.12:80 .*$/m);
    assert.match(stdout, /^~ ipvsadm -e .* -r 10\.1\.0\.11:80 -m -w 0$/m);
    assert.equal(code, 0);
    assert.equal(await weightOf(), 0);
  });

  test('with --force gives it the weight, and says what comes of it', async () => {
    await site.run('drain 10.1.0.11');
    write(7);
    const {stdout} = await site.run(`apply --force ${file}`);
    assert.match(
      stdout,
      /10\.1\.0\.11:80 is drained \(alice\) and gets weight 7 all the same: .* lvsctl undrain 10\.1\.0\.11$/m,
    );
    assert.equal(await weightOf(), 7);
  });

  test('does not bring back what a drain has removed; undrain does', async () => {
    await site.run('drain 10.1.0.11 --then remove');
    const {stdout} = await site.run(`apply --prune ${file}`);
    assert.match(
      stdout,
      /10\.1\.0\.11:80 is drained \(alice\) and was removed: it stays away, undrain adds it with weight 2/,
    );
    assert.equal(await weightOf(), undefined);
    await site.run('undrain 10.1.0.11');
    assert.equal(await weightOf(), 2);
  });

  test('after the drain has ended, or the machine was started again, is taken as it is', async () => {
    await site.run('drain 10.1.0.11');
    write(7);
    const {stdout} = await site.run(`diff ${file}`);
    assert.match(stdout, /is drained/);
    await site.run('undrain 10.1.0.11');
    assert.doesNotMatch((await site.run(`apply ${file}`)).stdout, /is drained/);
    assert.equal(await weightOf(), 7);
  });
});
