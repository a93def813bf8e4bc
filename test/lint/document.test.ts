import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {allCodes} from '../../src/lint/all-codes.js';
import {explanations} from '../../src/lint/explanations.js';
import {lintKindNames, lintKinds} from '../../src/lint/lint-kind.js';

const path = 'docs/lint.md';
const begin = '<!-- The tables are written from src/lint: LVSCTL_UPDATE=1 -->';
const end = '<!-- The end of the tables -->';

/** A table for each kind of file. */
function tables(): string {
  return lintKindNames
    .map(kind => {
      const rows = allCodes()
        .filter(one => one.kind === kind)
        .map(({code, severity, title, consequence, correction}) =>
          [`\`${code}\``, severity, title, consequence, correction]
            .map(cell => cell.replaceAll('|', '\\|'))
            .join(' | '),
        );
      return `### ${lintKinds[kind]}\n\n| code | severity | what is wrong | what comes of it | what to write |\n|---|---|---|---|---|\n${rows.map(row => `| ${row} |\n`).join('')}`;
    })
    .join('\n');
}

test('docs/lint.md has every code', () => {
  const text = readFileSync(path, 'utf8');
  const [before, rest = ''] = text.split(begin);
  const after = rest.split(end)[1];
  const wanted = `${before}${begin}\n${tables()}${end}${after}`;
  if (process.env.LVSCTL_UPDATE === '1') writeFileSync(path, wanted);
  else assert.equal(text, wanted, `${path} differs (LVSCTL_UPDATE=1 rewrites it)`);
});

test('a code means the same severity of trouble in a kind, and is written in one way', () => {
  for (const {code, title, correction} of allCodes()) {
    assert.match(code, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.ok(title.length > 2 && correction.length > 0, code);
  }
});

test('what is explained is a code', () => {
  const known = new Set(allCodes().map(({code}) => code));
  assert.deepEqual(
    Object.keys(explanations).filter(code => !known.has(code)),
    [],
  );
  for (const {why, see} of Object.values(explanations)) for (const text of [why, see]) assert.match(text, /^[^\n]+\.$/);
});
