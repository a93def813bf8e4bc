import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {type DirectorProblem, formatDirectorProblem, isUsable} from '../../../src/config/director/director-problem.js';
import {readDirectorConfiguration} from '../../../src/config/director/read-director-configuration.js';
import {poolsOf} from '../../../src/config/keepalived/to-pools.js';
import {readKeepalivedConf} from '../../../src/config/keepalived/read-config.js';
import {poolsOfLdirectord} from '../../../src/config/ldirectord/to-pools.js';
import {poolsDocument} from '../../../src/config/director/write-pools.js';
import {formatPoolDifference} from '../../../src/config/pools/format-pool-difference.js';
import {writeKeepalived} from '../../../src/config/pools/keepalived/write-keepalived.js';
import {writeLdirectord} from '../../../src/config/pools/ldirectord/write-ldirectord.js';
import {Losses} from '../../../src/config/pools/losses.js';
import {noPools} from '../../../src/config/pools/no-pools.js';
import type {PoolConfiguration} from '../../../src/config/pools/pool-configuration.js';
import {writeRules} from '../../../src/config/pools/write-rules.js';
import {type Chance, chance, isSoak, seedOfRun} from '../../parity/seed.js';
import {configId, folder, host, names} from '../keepalived/corpus.js';
import {mutate} from '../keepalived/mutate.js';
import {readText, samples, world} from '../ldirectord/corpus.js';
import {mutate as mutateLdirectord} from '../ldirectord/mutate.js';
import {checkPools} from './check-pools.js';
import {everyKey} from './every-key.js';
import {randomKeepalived} from './random-keepalived.js';

const count = isSoak() ? 100_000 : 1000;

interface Reading {
  readonly pools: PoolConfiguration;
  readonly problems: readonly DirectorProblem[];
}

/** What holds of whatever was read: problems have places, and without a refusal a director can rely on it. */
function assertSound({pools, problems}: Reading): void {
  for (const problem of problems) {
    assert.ok(problem.file !== '' && problem.line >= 1 && problem.column >= 1 && problem.message !== '');
    assert.doesNotMatch(formatDirectorProblem(problem), /\n/);
  }
  if (isUsable(problems)) assert.deepEqual(checkPools(pools), []);
  formatPoolDifference(noPools, pools);
  const {lose} = new Losses();
  for (const text of [writeKeepalived(pools, lose), writeLdirectord(pools, lose), writeRules(pools, lose)])
    assert.equal(typeof text, 'string');
  poolsDocument(pools, lose);
}

function fuzz(make: (random: Chance) => string, read: (text: string) => Reading): void {
  const random = chance(seedOfRun());
  for (let i = 0; i < count; i++) {
    const text = make(random);
    const started = performance.now();
    try {
      assertSound(read(text));
    } catch (error) {
      throw new Error(`number ${i} of seed ${seedOfRun()}:\n${text}`, {cause: error});
    }
    assert.ok(performance.now() - started < 5000, `number ${i} of seed ${seedOfRun()} takes too long:\n${text}`);
  }
}

describe(`${count} spoiled configurations are carried over or refused, and what is carried over is sound`, () => {
  const ofKeepalived = names.map(name => readFileSync(join(folder, name), 'utf8'));
  const ofLdirectord = samples.map(({text}) => text);

  test('of keepalived', () => {
    const readFile = (text: string) => (path: string) => (path === '/k.conf' ? text : undefined);
    fuzz(
      random => {
        const text = random.happens(0.6) ? randomKeepalived(random) : random.pick(ofKeepalived);
        return mutate(text, random, ofKeepalived);
      },
      text => {
        const glob = () => [];
        const options = {path: '/k.conf', readFile: readFile(text), glob, configId, host, mostLines: 20_000};
        return poolsOf(readKeepalivedConf(options), host);
      },
    );
  });

  test('of ldirectord', () => {
    fuzz(
      random => mutateLdirectord(random.pick(ofLdirectord), random, ofLdirectord),
      text => poolsOfLdirectord(readText(text, world), '/etc/ha.d/ldirectord.cf'),
    );
  });

  test('of our own', () => {
    fuzz(
      random => mutate(everyKey, random, [everyKey]),
      text => readDirectorConfiguration({name: 'd.yaml', text}),
    );
  });
});
