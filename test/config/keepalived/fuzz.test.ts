import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {readKeepalivedConf} from '../../../src/config/keepalived/read-config.js';
import {chance, isSoak, seedOfRun} from '../../parity/seed.js';
import {configId, folder, host, names} from './corpus.js';
import {mutate} from './mutate.js';

const count = isSoak() ? 100_000 : 2000;
const mostLines = 20_000;

test(`${count} configurations that hands have spoiled are read to the end`, () => {
  const random = chance(seedOfRun());
  const texts = names.map(name => readFileSync(join(folder, name), 'utf8'));
  for (let i = 0; i < count; i++) {
    const text = mutate(random.pick(texts), random, texts);
    const started = performance.now();
    try {
      const {problems} = readKeepalivedConf({
        path: '/k.conf',
        readFile: path => (path === '/k.conf' ? text : path.startsWith('/k') ? random.pick(texts) : undefined),
        glob: pattern => (pattern.includes('k') ? [pattern] : []),
        configId,
        host,
        mostLines,
      });
      for (const {file, line, column, effect} of problems)
        assert.ok(file !== '' && line >= 1 && column >= 1 && effect !== '');
    } catch (error) {
      throw new Error(`number ${i} of seed ${seedOfRun()}:\n${text}`, {cause: error});
    }
    assert.ok(performance.now() - started < 5000, `number ${i} of seed ${seedOfRun()} takes too long:\n${text}`);
  }
});
