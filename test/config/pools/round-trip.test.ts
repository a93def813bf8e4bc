import assert from 'node:assert/strict';
import {chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {stringify} from 'yaml';
import {readDirectorConfiguration} from '../../../src/config/director/read-director-configuration.js';
import {poolsDocument} from '../../../src/config/director/write-pools.js';
import {poolsOf} from '../../../src/config/keepalived/to-pools.js';
import {poolsOfLdirectord} from '../../../src/config/ldirectord/to-pools.js';
import {writeKeepalived} from '../../../src/config/pools/keepalived/write-keepalived.js';
import {writeLdirectord} from '../../../src/config/pools/ldirectord/write-ldirectord.js';
import {Losses} from '../../../src/config/pools/losses.js';
import type {PoolConfiguration} from '../../../src/config/pools/pool-configuration.js';
import {chance, isSoak, seedOfRun} from '../../parity/seed.js';
import {readText} from '../keepalived/corpus.js';
import {withNamespace} from '../keepalived/verdict.js';
import {readText as readLdirectord, accepted, world} from '../ldirectord/corpus.js';
import {ask, program} from '../ldirectord/oracle.js';
import {checkPools} from './check-pools.js';
import {plain} from './plain.js';
import {randomKeepalived} from './random-keepalived.js';

const count = isSoak() ? 20_000 : 300;

function written(pools: PoolConfiguration): PoolConfiguration {
  const losses = new Losses();
  const text = stringify(poolsDocument(pools, losses.lose), {lineWidth: 0});
  assert.deepEqual(losses.all, []);
  const reading = readDirectorConfiguration({name: 'it.yaml', text});
  assert.deepEqual(
    reading.problems.filter(({severity}) => severity === 'refused'),
    [],
    text,
  );
  return reading.pools;
}

test(`${count} configurations of keepalived are the same after YAML and keepalived.conf`, () => {
  const random = chance(seedOfRun());
  for (let i = 0; i < count; i++) {
    const text = randomKeepalived(random);
    try {
      const {pools, problems} = poolsOf(readText(text));
      assert.deepEqual(
        problems.filter(({severity}) => severity === 'refused'),
        [],
      );
      assert.deepEqual(checkPools(pools), []);
      const own = written(pools);
      assert.deepEqual(plain(own), plain(pools), 'after YAML');
      const losses = new Losses();
      const again = poolsOf(readText(writeKeepalived(own, losses.lose)));
      assert.deepEqual(losses.all, []);
      assert.deepEqual(plain(again.pools), plain(pools), 'after keepalived.conf');
    } catch (error) {
      throw new Error(`number ${i} of seed ${seedOfRun()}:\n${text}`, {cause: error});
    }
  }
});

test('what ldirectord takes is the same after YAML', () => {
  for (const {name, text} of accepted) {
    const {pools, problems} = poolsOfLdirectord(readLdirectord(text, world), 'it.cf');
    if (pools.pools.length === 0 || problems.some(({severity}) => severity === 'refused')) continue;
    assert.deepEqual(plain(written(pools)), plain(pools), name);
  }
});

test('what ldirectord takes, and loses nothing, is the same after ldirectord.cf', () => {
  let same = 0;
  for (const {name, text} of accepted) {
    const {pools, problems} = poolsOfLdirectord(readLdirectord(text, world), 'it.cf');
    const losses = new Losses();
    const again = readLdirectord(writeLdirectord(pools, losses.lose), world);
    if (problems.some(({severity}) => severity === 'refused') || losses.all.length > 0) continue;
    assert.deepEqual(plain(poolsOfLdirectord(again, 'it.cf').pools), plain(pools), name);
    same++;
  }
  assert.ok(same > 10, `${same} of ${accepted.length}`);
});

const isKeepalivedThere = existsSync('/usr/sbin/keepalived') && process.getuid?.() === 0;

test('the keepalived.conf that is written passes keepalived -t', {skip: !isKeepalivedThere}, () => {
  const random = chance(seedOfRun() + 1);
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-pools-'));
  try {
    withNamespace(run => {
      for (let i = 0; i < 20; i++) {
        const text = writeKeepalived(poolsOf(readText(randomKeepalived(random))).pools, new Losses().lose);
        const path = join(folder, `${i}.conf`);
        const secure = `global_defs {\nenable_script_security\nscript_user root\n}\n${text}`;
        writeFileSync(path, secure);
        const {exit, lines, others} = run(path);
        assert.equal(exit, 0, `${lines.join('\n')}\n${others.join('\n')}\n${readFileSync(path, 'utf8')}`);
      }
    });
  } finally {
    rmSync(folder, {recursive: true});
  }
});

test('the ldirectord.cf that is written is taken by ldirectord', {skip: !existsSync(program)}, () => {
  const random = chance(seedOfRun() + 2);
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-pools-'));
  chmodSync(folder, 0o755);
  try {
    const texts = Array.from({length: 40}, () =>
      writeLdirectord(poolsOf(readText(randomKeepalived(random))).pools, new Losses().lose),
    );
    const paths = texts.map((text, i) => {
      const path = join(folder, `${i}.cf`);
      writeFileSync(path, text, {mode: 0o644});
      return path;
    });
    for (const [i, {starts, errors}] of ask(paths).entries())
      assert.ok(starts, `${JSON.stringify(errors)}\n${texts[i]}`);
  } finally {
    rmSync(folder, {recursive: true});
  }
});
