import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {test} from 'node:test';
import fc from 'fast-check';
import {compilePattern} from '../../../src/checks/pattern/compile-pattern.js';
import {findPattern} from '../../../src/checks/pattern/find-pattern.js';

const pieces = [
  [
    'a',
    'b',
    'B',
    '1',
    '\\n',
    '\\r',
    '.',
    '^',
    '$',
    '\\A',
    '\\z',
    '\\Z',
    '\\b',
    '\\B',
    '|',
    '(',
    ')',
    '(?:',
    '(?=',
    '(?!',
  ],
  [
    '(?<=',
    '(?<!',
    '*',
    '+',
    '?',
    '*?',
    '{2}',
    '{1,2}',
    '[ab]',
    '[^a]',
    '[^\\n]',
    '\\d',
    '\\D',
    '\\s',
    '\\S',
    '\\w',
    '\\h',
  ],
  ['\\v', '\\R', '\\N', '[[:alpha:]]', '[^[:digit:]\\s]', '[]b]', '\\x41', '(a|b)', '(?<n>b)'],
  ['(?i)', '(?m)', '(?s)', '(?x)', ' ', '#', '(?s:.)', '(?m:^)', '(?m:$)', '\\012', '\\e', '/', '}', ']', 'é'],
].flat();
const letters = ['a', 'b', 'B', '1', 'A', '\n', '\r', ' ', '.', '\u00e9', '\u00a0', '_', '#', '/', ']'];

/** What Perl finds: 1, 0, or - for a pattern that it does not take. */
const oracle = `
use strict; no warnings;
$SIG{ALRM} = sub { die };
while (my $line = <STDIN>) {
  chomp $line;
  my ($re, $text) = map { pack 'H*', $_ } split /,/, $line, -1;
  my $found = eval { alarm 2; my $f = $text =~ /$re/a ? 1 : 0; alarm 0; $f };
  print defined $found ? $found : '-', "\\n";
}`;

test('patterns find what Perl finds', {skip: !existsSync('/usr/bin/perl') && 'perl is not here'}, () => {
  const source = fc.array(fc.constantFrom(...pieces), {minLength: 1, maxLength: 6}).map(parts => parts.join(''));
  const text = fc.array(fc.constantFrom(...letters), {maxLength: 8}).map(parts => parts.join(''));
  const cases = fc.sample(fc.tuple(source, text), {numRuns: 20_000, seed: 7});
  const input = cases.map(([one, other]) => `${hex(one, 'utf8')},${hex(other, 'latin1')}\n`).join('');
  const told = spawnSync('perl', ['-e', oracle], {input, encoding: 'latin1', maxBuffer: 1e7}).stdout.split('\n');
  let compared = 0;
  const different = cases.flatMap(([one, other], i) => {
    const compiled = compilePattern({source: one, options: []});
    if (compiled.type === 'refused' || told[i] === '-') return [];
    compared++;
    const found = findPattern(compiled.expression, other, 0, Number.POSITIVE_INFINITY);
    return found === (told[i] === '1') ? [] : [{source: one, text: other, found, as: compiled.expression.source}];
  });
  assert.deepEqual(different, []);
  assert.ok(compared > 5000, String(compared));
});

function hex(text: string, encoding: 'utf8' | 'latin1'): string {
  return Buffer.from(text, encoding).toString('hex');
}
