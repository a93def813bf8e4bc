import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {findingCodes} from '../../../src/vrrp/findings/finding-codes.js';

const file = 'docs/findings.md';
const begin = '<!-- The table is written from src/vrrp/findings/finding-codes.ts: LVSCTL_UPDATE=1 -->\n';
const end = '\n<!-- The end of the table -->';

test('docs/findings.md has the rows of the table of codes', () => {
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  assert.ok(from >= begin.length && to >= from, `${file} has both marks`);
  const table = rows().join('\n');
  if (process.env.LVSCTL_UPDATE === '1') writeFileSync(file, text.slice(0, from) + table + text.slice(to));
  else assert.equal(text.slice(from, to), table, `${file} differs (LVSCTL_UPDATE=1 rewrites it)`);
});

test('every code says all there is to say', () => {
  for (const [code, row] of Object.entries(findingCodes)) {
    assert.match(code, /^[a-z]+(-[a-z]+)*$/);
    for (const [column, words] of Object.entries(row)) assert.ok(words.trim().length > 3, `${code}: ${column}`);
  }
});

function rows(): string[] {
  return [
    '| code | severity | what it means | who can know it | from what | after how long | confidence |',
    '|---|---|---|---|---|---|---|',
    ...Object.entries(findingCodes).map(
      ([code, {severity, meaning, knownBy, from, after, confidence}]) =>
        `| \`${code}\` | ${[severity, meaning, knownBy, from, after, confidence].map(words => words.replaceAll('|', '\\|')).join(' | ')} |`,
    ),
  ];
}
