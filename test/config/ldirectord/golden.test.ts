import assert from 'node:assert/strict';
import {globSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {formatProblem, verdictOf} from '../../../src/config/ldirectord/problem.js';
import {readText} from './corpus.js';

/** Configurations as people have them, and what they are read as; LVSCTL_UPDATE=1 writes it anew. */
const folder = 'test/config/ldirectord/golden';

describe('a whole configuration is read as it was', () => {
  for (const name of globSync('*.cf', {cwd: folder}).sort())
    test(name, () => {
      const {config, problems} = readText(readFileSync(join(folder, name), 'utf8'), {path: name});
      const read = {verdict: verdictOf(problems), problems: problems.map(formatProblem), ...config};
      const text = `${JSON.stringify(read, undefined, 1)}\n`;
      const golden = join(folder, name.replace(/cf$/, 'read.txt'));
      if (process.env.LVSCTL_UPDATE === '1') writeFileSync(golden, text);
      assert.equal(text, readFileSync(golden, 'utf8'));
    });
});
