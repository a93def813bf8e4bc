import assert from 'node:assert/strict';
import {chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {verdictOf} from '../../../src/config/ldirectord/problem.js';
import {accepted, folder, readText, refused, samples, world} from './corpus.js';
import {type Answer, ask, type Dump, exitOf, program} from './oracle.js';
import {shapeOf, shapeOfDump} from './shape.js';

/** What ldirectord 4.12 said. LVSCTL_UPDATE=1 asks it anew, where it is installed. */
const recorded = join(folder, 'verdicts.jsonl');
if (process.env.LVSCTL_UPDATE === '1' && existsSync(program)) record();
const answers = new Map(
  readFileSync(recorded, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as [string, Answer]),
);

function record(): void {
  const temporary = mkdtempSync(join(tmpdir(), 'lvsctl-ld-'));
  chmodSync(temporary, 0o755);
  try {
    const paths = samples.map(({text}, i) => {
      const path = join(temporary, `${i}.cf`);
      writeFileSync(path, text);
      return path;
    });
    const said = ask(paths);
    for (const [i, path] of paths.entries())
      assert.equal(exitOf(path), said[i]?.starts ? 3 : 2, `${samples[i]?.name}: the whole program says otherwise`);
    writeFileSync(
      recorded,
      samples
        .map(
          ({name}, i) => `${JSON.stringify([name, said[i]])}
`,
        )
        .join(''),
    );
  } finally {
    rmSync(temporary, {recursive: true});
  }
}

test('the corpus has what its parts are named for', () => {
  assert.equal(new Set(samples.map(({name}) => name)).size, samples.length);
  for (const {name} of accepted) assert.equal(answers.get(name)?.starts, true, name);
  for (const {name} of refused) assert.equal(answers.get(name)?.starts, false, name);
  assert.deepEqual(
    [...answers.keys()],
    samples.map(({name}) => name),
  );
});

describe('the reader and ldirectord agree on', () => {
  for (const {name, text} of samples)
    test(name, () => {
      const answer = answers.get(name);
      assert.ok(answer, 'LVSCTL_UPDATE=1 records it');
      const {config, problems} = readText(text, world);
      const [error] = answer.errors;
      assert.deepEqual(
        verdictOf(problems),
        answer.starts ? {starts: true} : {starts: false, line: error?.line},
        JSON.stringify([error, problems]),
      );
      for (const {line, message} of answer.warnings)
        assert.ok(
          problems.some(one => one.severity !== 'refused' && (line < 0 || one.line === line)),
          `ldirectord warns of line ${line}: ${message}`,
        );
      if (answer.starts) assert.deepEqual(plain(shapeOf(config)), plain(shapeOfDump(answer as Dump)));
    });
});

/** Without what is undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
