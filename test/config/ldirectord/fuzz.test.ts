import assert from 'node:assert/strict';
import {chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {formatProblem, verdictOf} from '../../../src/config/ldirectord/problem.js';
import {chance, isSoak, seedOfRun} from '../../parity/seed.js';
import {readText, samples, world} from './corpus.js';
import {mutate} from './mutate.js';
import {ask, type Dump, program} from './oracle.js';
import {shapeOf, shapeOfDump} from './shape.js';

const texts = samples.map(({text}) => text);
const count = isSoak() ? 100_000 : 20_000;

test(`${count} configurations that hands have spoiled are read to the end`, () => {
  const random = chance(seedOfRun());
  for (let i = 0; i < count; i++) {
    const text = mutate(random.pick(texts), random, texts);
    const started = performance.now();
    const lines = text.split('\n');
    try {
      for (const one of readText(text, world).problems) {
        const length = lines[one.line - 1]?.length ?? 0;
        assert.ok(one.line >= 1 && one.line <= lines.length && one.column >= 1 && one.column <= length + 1);
        assert.match(formatProblem(one), /^[^:]+:\d+:\d+: [^\n]+; [^\n]+$/);
      }
    } catch (error) {
      throw new Error(`number ${i} of seed ${seedOfRun()}:\n${text}`, {cause: error});
    }
    assert.ok(performance.now() - started < 5000, `number ${i} of seed ${seedOfRun()} takes too long:\n${text}`);
  }
});

const isAskable = isSoak() && existsSync(program);

test('ldirectord itself reads spoiled configurations as the reader does', {skip: !isAskable}, () => {
  const random = chance(seedOfRun());
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-ld-'));
  chmodSync(folder, 0o755);
  try {
    const spoiled = Array.from({length: 5000}, () => mutate(random.pick(texts), random, texts));
    const paths = spoiled.map((text, i) => {
      const path = join(folder, `${i}.cf`);
      writeFileSync(path, text);
      return path;
    });
    const differences = ask(paths).flatMap((answer, i) => {
      const text = spoiled[i] as string;
      const {config, problems} = readText(text, world);
      if (answer.died !== undefined && problems.some(({code}) => code === 'endless-range')) return [];
      const ours = {verdict: verdictOf(problems), read: answer.starts ? shapeOf(config) : undefined};
      const theirs = {
        verdict: answer.starts ? {starts: true} : {starts: false, line: answer.errors[0]?.line},
        read: answer.starts ? shapeOfDump(answer as Dump) : undefined,
      };
      if (JSON.stringify(ours) === JSON.stringify(theirs)) return [];
      return [
        `${text}\n---- ours\n${JSON.stringify(ours)}\n${JSON.stringify(problems.filter(({stops}) => stops))}\n---- theirs\n${JSON.stringify(theirs)}\n${JSON.stringify(answer.errors)} ${answer.failure ?? ''}`,
      ];
    });
    assert.equal(
      differences.length,
      0,
      `${differences.length} differ: ${differences.slice(0, 5).join('\n========\n')}`,
    );
  } finally {
    rmSync(folder, {recursive: true});
  }
});
