import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {compilePattern} from '../../../src/checks/pattern/compile-pattern.js';

const pieces = [
  'a',
  '.',
  '[',
  ']',
  '(',
  ')',
  '(?',
  '*',
  '+',
  '?',
  '{',
  '}',
  '2',
  ',',
  '|',
  '^',
  '$',
  '\\',
  '-',
  ':',
  '<',
  '>',
  '=',
  '!',
  'P',
  'Q',
  'E',
  'g',
  'k',
  '#',
  ' ',
  '[:alpha:]',
  '\n',
  'é',
];

test('whatever is written, it is compiled or refused with a place in it', () => {
  const source = fc.array(fc.constantFrom(...pieces), {maxLength: 14}).map(parts => parts.join(''));
  const options = fc.subarray(['caseless', 'multiline', 'dotall', 'extended', 'ungreedy', 'anchored']);
  fc.assert(
    fc.property(source, options, (text, chosen) => {
      const compiled = compilePattern({source: text, options: chosen});
      if (compiled.type === 'refused') {
        assert.ok(compiled.at >= 0 && compiled.at <= Buffer.byteLength(text), text);
        assert.ok(compiled.words !== '');
      }
    }),
    {numRuns: 5000},
  );
});
