import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import type {CommandContext} from '../../../../src/commands/command.js';
import {prepare as prepareCommand} from '../../../../src/commands/vrrp/prepare.js';
import {planPrepare} from '../../../../src/managers/keepalived/prepare/plan-prepare.js';
import type {Routers} from '../../../../src/managers/open-routers.js';
import {eventually} from '../../../directors/eventually.js';
import {instance} from './bench.js';
import {Benches, keepalivedMissing, prepare} from './prepared.js';

const benches = new Benches();
const benchWith = benches.make;
const wish = {isUndo: false, wantsEvents: false};

describe('prepare and keepalived', {skip: keepalivedMissing()}, () => {
  after(() => benches.remove());

  test('a configuration without virtual routers needs nothing', async () => {
    const bench = benchWith();
    bench.keepalived.configure('global_defs {\n  router_id x\n}\n');
    const plan = await planPrepare(bench.world, bench.target(), wish);
    assert.deepEqual([plan.changes, plan.objections], [[], []]);
  });

  test('of three instances, one is in an included file, and one is moved alone by its file; undone, all is as it was', async () => {
    const bench = benchWith();
    bench.keepalived.configure(`include more/*.conf\n${instance(1)}# the last\n${instance(2)}`);
    mkdirSync(join(bench.folder, 'etc/more'));
    bench.write('more/3.conf', instance(3));
    const before = bench.files();
    await bench.start();
    await bench.has('10.0.0.1', '10.0.0.2', '10.0.0.3');
    const [, outcome] = await prepare(bench);
    assert.equal(outcome.result, 'done', outcome.words);
    assert.deepEqual(bench.addresses(), ['10.0.0.1', '10.0.0.2', '10.0.0.3']);
    assert.deepEqual(readdirSync(bench.fileFolder), ['lvsctl_VI_1', 'lvsctl_VI_2', 'lvsctl_VI_3']);
    for (const backup of outcome.backups) rmSync(backup);
    writeFileSync(join(bench.fileFolder, 'lvsctl_VI_2'), '1\n');
    await bench.has('10.0.0.1', '10.0.0.3');
    const held = await planPrepare(bench.world, bench.target(), {...wish, isUndo: true});
    assert.deepEqual(
      held.objections.map(({code}) => code),
      ['held'],
    );
    writeFileSync(join(bench.fileFolder, 'lvsctl_VI_2'), '0\n');
    await bench.has('10.0.0.1', '10.0.0.2', '10.0.0.3');
    const [, undone] = await prepare(bench, true);
    assert.equal(undone.result, 'done', undone.words);
    for (const backup of undone.backups) rmSync(backup);
    assert.deepEqual(bench.files(), before);
    assert.deepEqual(readdirSync(bench.fileFolder), []);
    assert.ok(!existsSync(bench.target().bootEntryPath));
    assert.deepEqual(bench.addresses(), ['10.0.0.1', '10.0.0.2', '10.0.0.3']);
  });

  test('a sync group is moved by one file, and still is after the machine was started anew', async () => {
    const bench = benchWith();
    bench.keepalived.configure(`vrrp_sync_group G { group { VI_1 VI_2 } }\n${instance(1)}${instance(2)}${instance(3)}`);
    const [plan, outcome] = await prepare(bench);
    assert.equal(plan.target.parent, undefined);
    assert.match(outcome.words, /next start/);
    await bench.start();
    await bench.has('10.0.0.1', '10.0.0.2', '10.0.0.3');
    await bench.stop();
    rmSync(bench.runFolder, {recursive: true});
    if (existsSync('/usr/bin/systemd-tmpfiles'))
      execFileSync('systemd-tmpfiles', ['--create', bench.target().bootEntryPath]);
    else mkdirSync(bench.fileFolder, {recursive: true});
    await bench.start();
    await bench.has('10.0.0.1', '10.0.0.2', '10.0.0.3');
    writeFileSync(join(bench.fileFolder, 'lvsctl_G'), '1\n');
    await bench.has('10.0.0.3');
  });

  test('with events, the FIFO outlives the reload and tells what happens; what is there stays when prepared again', async () => {
    const bench = benchWith();
    bench.keepalived.configure(`global_defs {\n  enable_script_security\n}\n${instance(1)}`);
    await bench.start();
    await bench.has('10.0.0.1');
    const [{fifo}, outcome] = await prepare(bench, false, true);
    assert.equal(outcome.result, 'done', outcome.words);
    let told = '';
    const close = bench.world.machine.readFifo(fifo as string, text => {
      told += text;
    });
    writeFileSync(join(bench.fileFolder, 'lvsctl_VI_1'), '1\n');
    await eventually(
      () => told.includes('INSTANCE "VI_1" FAULT'),
      () => `told: ${told}`,
    );
    close();
    writeFileSync(join(bench.fileFolder, 'lvsctl_VI_1'), '0\n');
    await bench.has('10.0.0.1');
    assert.deepEqual((await planPrepare(bench.world, bench.target(), wish)).changes, []);
    rmSync(bench.target().bootEntryPath);
    const [again, mended] = await prepare(bench);
    assert.deepEqual([again.isForKeepalived, mended.result], [false, 'done']);
    const [, undone] = await prepare(bench, true);
    assert.equal(undone.result, 'done', undone.words);
    assert.deepEqual([readdirSync(bench.fileFolder), existsSync(bench.target().bootEntryPath)], [[], false]);
  });

  test('a configuration with loops and definitions is known to be the one that keepalived runs with', async () => {
    const bench = benchWith();
    const loop = instance(7)
      .replaceAll('VI_7', 'VI_${i}')
      .replace('10.0.0.7', '10.0.0.${i}')
      .replace('id 7', 'id ${i}');
    const lines = loop.trimEnd().split('\n');
    bench.keepalived.configure(
      `global_defs {\n  router_id "a # b" # c\n}\n$P=200\n$INSTANCE= \\\n${lines.join(' \\\n')}\n~SEQ(i,2,3) $INSTANCE\n${instance(1, '  notify /bin/true\n').replace('200', '$P')}`,
    );
    await bench.start();
    await bench.has('10.0.0.1', '10.0.0.2', '10.0.0.3');
    const plan = await planPrepare(bench.world, bench.target(), wish);
    assert.deepEqual([plan.objections, plan.verdict.status], [[], 6]);
    assert.match(plan.notes.join(), /keepalived -t warns/);
    assert.deepEqual(
      plan.units.map(({name, obstacle}) => [name, obstacle?.code]),
      [
        ['VI_2', 'one-text'],
        ['VI_3', 'one-text'],
        ['VI_1', undefined],
      ],
    );
  });

  test('where a script stands in front of script_user, nothing is done', async () => {
    const bench = benchWith();
    const globals = 'global_defs {\n  vrrp_notify_fifo /dev/null\n  enable_script_security\n  script_user root\n}\n';
    bench.keepalived.configure(globals + instance(1));
    await bench.start();
    await bench.has('10.0.0.1');
    const {objections} = await planPrepare(bench.world, bench.target(), wish);
    assert.deepEqual(
      objections.map(({code, place}) => `${code}:${place?.line}`),
      ['order-trap:2'],
    );
  });

  test('what keepalived -t refuses already is left alone, and what somebody changed since is told', async () => {
    const bench = benchWith();
    bench.keepalived.configure(instance(1));
    await bench.start();
    await bench.has('10.0.0.1');
    bench.keepalived.configure(instance(1, '  prioriti 10\n  debug\n'));
    const {objections} = await planPrepare(bench.world, bench.target(), wish);
    assert.deepEqual(
      objections.map(({code}) => code),
      ['refused'],
    );
    bench.keepalived.configure(`includem missing.conf\n${instance(1)}`);
    const broken = await planPrepare(bench.world, bench.target(), wish);
    assert.deepEqual(
      broken.objections.map(({code, place}) => `${code}:${place?.line}`),
      ['refused:1'],
    );
    bench.keepalived.configure(instance(1).replace('200', '201'));
    const changed = await planPrepare(bench.world, bench.target(), wish);
    assert.deepEqual(
      changed.objections.map(({code, isForceable}) => [code, isForceable]),
      [['changed-since', true]],
    );
  });

  test('a configuration behind a link stays there, with its owner and mode', async () => {
    const bench = benchWith();
    bench.write('real.conf', instance(1));
    chownSync(join(bench.folder, 'etc/real.conf'), 0, 1);
    chmodSync(join(bench.folder, 'etc/real.conf'), 0o640);
    symlinkSync('real.conf', bench.keepalived.configuration);
    const [, outcome] = await prepare(bench);
    assert.equal(outcome.result, 'done', outcome.words);
    assert.ok(lstatSync(bench.keepalived.configuration).isSymbolicLink());
    for (const name of ['real.conf', 'lvsctl.track-files', outcome.backups[0]?.split('/').at(-1) as string]) {
      const {gid, mode} = statSync(join(bench.folder, 'etc', name));
      assert.deepEqual([gid, (mode & 0o777).toString(8)], [1, '640'], name);
    }
  });

  test('the command shows what it would do, hides passwords, and refuses what cannot be', async () => {
    const bench = benchWith();
    bench.keepalived.configure(
      `${instance(1, '  authentication {\n    auth_type PASS\n    auth_pass s3cret\n  }\n').replace('version 3', 'version 2').replace('0.1', '1')}`,
    );
    const said: string[] = [];
    const write = (text: string) => void said.push(text);
    const openRouters = async () => ({world: bench.world, close: async () => {}}) as unknown as Routers;
    const context = {openRouters, stdout: {write}, stderr: {write}, mark: '', isInterrupted: () => false};
    const run = (given: {apply?: true; undo?: true}) => {
      said.length = 0;
      const options = {
        apply: given.apply,
        undo: given.undo,
        events: undefined,
        force: undefined,
        'keepalived-pid': undefined,
      };
      const all = {...options, 'keepalived-config': bench.keepalived.configuration};
      return prepareCommand.run(all, [], context as unknown as CommandContext);
    };
    assert.equal(await run({}), 0);
    const shown = said.join('').replaceAll(bench.folder, '');
    assert.match(shown, /^\+ {2}track_file \{ lvsctl_VI_1 \} # lvsctl vrrp prepare$/m);
    assert.match(shown, /auth_pass \(secret\)/);
    assert.doesNotMatch(shown, /s3cret/);
    assert.match(shown, /Nothing was changed/);
    bench.write('keepalived.conf', `${instance(1)}~SEQ(i,2,3) vrrp_instance VI_$i { $NOTHING }\n`);
    assert.equal(await run({}), 4);
    assert.equal(await run({undo: true}), 0);
    assert.match(said.join(''), /nothing of prepare to remove/);
  });
});
