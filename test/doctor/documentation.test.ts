import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {allRows} from '../../src/doctor/all-rows.js';

const file = 'docs/doctor.md';
const begin = '<!-- Written from src/doctor/all-rows.ts: LVSCTL_UPDATE=1 -->\n';
const end = '<!-- The end of the questions -->';

test('docs/doctor.md has every question, with its explanation', () => {
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  assert.ok(from >= begin.length && to >= from, `${file} has both marks`);
  const questions = sections();
  if (process.env.LVSCTL_UPDATE === '1') writeFileSync(file, text.slice(0, from) + questions + text.slice(to));
  else assert.equal(text.slice(from, to), questions, `${file} differs (LVSCTL_UPDATE=1 rewrites it)`);
});

test('every question has a code of its own, and says all there is to say', () => {
  const codes = allRows.map(({code}) => code);
  assert.deepEqual([...new Set(codes)], codes);
  for (const {code, title, explanation} of allRows) {
    assert.match(code, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.ok(title.length > 3 && title.length < 60, code);
    assert.match(explanation, /^.{80,}[.)]$/, code);
  }
});

function sections(): string {
  const groups = [...new Set(allRows.map(({group}) => group))];
  return groups
    .map(group => {
      const rows = allRows.filter(row => row.group === group);
      const lines = rows.map(
        ({code, title, explanation}) =>
          `| \`${code}\` | ${title} | ${explanation.replaceAll('|', '\\|').replaceAll('<', '\\<')} |`,
      );
      return [
        `### ${group[0]?.toUpperCase()}${group.slice(1)}`,
        '',
        '| code | | |',
        '|---|---|---|',
        ...lines,
        '',
        '',
      ].join('\n');
    })
    .join('');
}
