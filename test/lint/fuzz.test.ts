import assert from 'node:assert/strict';
import {test} from 'node:test';
import {lintPair} from '../../src/lint/lint-pair.js';
import type {LintProblem} from '../../src/lint/lint-problem.js';
import {lintText} from '../../src/lint/lint-text.js';
import {lintTogether} from '../../src/lint/lint-together.js';
import {recogniseKind} from '../../src/lint/recognise-kind.js';
import {mutate} from '../config/ldirectord/mutate.js';
import {chance, isSoak, seedOfRun} from '../parity/seed.js';
import {fixtures} from './fixtures.js';

const files = [...fixtures('good'), ...fixtures('wrong')];
const texts = files.map(({text}) => text);
const count = isSoak() ? 50_000 : 4000;

test(`${count} spoiled files are judged to the end`, () => {
  const random = chance(seedOfRun());
  for (let i = 0; i < count; i++) {
    const {kind} = random.pick(files);
    const own = files.filter(one => one.kind === kind || random.happens(0.02)).map(({text}) => text);
    const text = mutate(random.pick(own), random, texts);
    const started = performance.now();
    try {
      check(lintText(kind, text, 'a'), text);
      const other = mutate(random.pick(own), random, texts);
      lintPair(kind, {name: 'a', text, options: {}}, {name: 'b', text: other, options: {}});
      recogniseKind('a', text);
      lintTogether([
        {kind: 'ldirectord', name: 'a', text},
        {kind: 'haresources', name: 'b', text: other},
      ]);
    } catch (error) {
      throw new Error(`number ${i} of seed ${seedOfRun()}, ${kind}:\n${text}`, {cause: error});
    }
    assert.ok(performance.now() - started < 5000, `number ${i} of seed ${seedOfRun()} takes too long:\n${text}`);
  }
});

function check(problems: readonly LintProblem[], text: string): void {
  const lines = text.split('\n');
  for (const {line, column, code, message, consequence, correction} of problems) {
    assert.ok(line >= 1 && line <= lines.length, `line ${line} of ${lines.length}: ${message}`);
    assert.ok(column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1, `${line}:${column}: ${message}`);
    assert.match(code, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const words of [message, consequence, correction]) assert.match(words, /^[^\u0000-\u001f\u007f-\u009f]+$/);
  }
}
