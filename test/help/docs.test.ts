import assert from 'node:assert/strict';
import {existsSync, globSync, readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {describe, test} from 'node:test';
import {anchorsOf, commandLinesOf, linksOf} from './markdown.js';
import {problemsOfLine} from './parse-line.js';

const files = ['README.md', ...globSync('docs/**/*.md')].sort();
const texts = new Map(files.map(file => [file, readFileSync(file, 'utf8')]));

describe('links of the documents lead somewhere', () => {
  for (const [file, text] of texts) {
    test(file, () => {
      assert.deepEqual(
        linksOf(text).filter(link => !leads(link, file)),
        [],
      );
    });
  }
});

describe('command lines of the documents are understood', () => {
  for (const [file, text] of texts) {
    test(file, async () => {
      const problems: string[] = [];
      for (const line of commandLinesOf(text)) problems.push(...(await problemsOfLine(line)));
      assert.deepEqual(problems, []);
    });
  }
});

/** Other sites are not asked. */
function leads(link: string, from: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), decodeURIComponent(path));
  if (!existsSync(target)) return false;
  if (anchor === undefined) return true;
  const text = texts.get(relative('.', target));
  return text !== undefined && anchorsOf(text).has(anchor);
}
