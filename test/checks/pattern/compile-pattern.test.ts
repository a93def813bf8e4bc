import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {compilePattern} from '../../../src/checks/pattern/compile-pattern.js';
import {findPattern} from '../../../src/checks/pattern/find-pattern.js';

function finds(source: string, text: string, options: readonly string[] = []): boolean {
  const compiled = compilePattern({source, options});
  if (compiled.type === 'refused') throw new Error(compiled.words);
  return findPattern(compiled.expression, text, 0, Number.POSITIVE_INFINITY);
}

/** As pcre2test says of them. */
const cases: readonly (readonly [source: string, text: string, found: boolean, options?: readonly string[]])[] = [
  ['^OK$', 'OK\n', true],
  ['^OK$', 'OK\n\n', false],
  ['^OK$', 'OK\n', false, ['dollar_endonly']],
  ['^OK$', 'a\nOK\nb', true, ['multiline']],
  ['^OK$', 'a\rOK\rb', false, ['multiline']],
  ['\\n^$', 'a\n', false, ['multiline']],
  ['a.c', 'a\rc', true],
  ['a.c', 'a\nc', false],
  ['a.c', 'a\nc', true, ['dotall']],
  ['ok', 'OK', true, ['caseless']],
  ['(?i)ok', 'OK', true],
  ['(?s)a.b', 'a\nb', true],
  ['a(?s:.)b.c', 'a\nb\nc', false],
  ['[]x]+y', ']xy', true],
  ['[^]x]', ']', false],
  ['[]', 'a', false, ['allow_empty_class']],
  ['[[:alpha:]]+1', 'ab1', true],
  ['[[:^alpha:]]', 'ab', false],
  ['\\Qa.b*\\E', 'a.b*', true],
  ['\\Qa.b', 'axb', false],
  ['(?P<n>a|b)(?P=n)', 'ab', false],
  ['(a|b)\\g{-1}', 'bb', true],
  ['(?<n>x)\\k{n}', 'xx', true],
  ['a{,2}', 'a{,2}', true],
  ['x{', 'x{', true],
  ['a{2,3}?b', 'aab', true],
  ['a # comment\n b', 'ab', true, ['extended']],
  ['[ #]', '#', true, ['extended']],
  ['a(?#comment)b', 'ab', true],
  ['\\A1\\z', '1\n', false],
  ['\\A1\\Z', '1\n', true],
  ['\\s', '\u00a0', false],
  ['\\h', '\u00a0', true],
  ['\\R$', '\r\n', true],
  ['\\x{e9}', '\u00e9', true],
  ['\\x41\\101\\cA\\e', 'A\u0041\u0001\u001b', true],
  ['é', '\u00c3\u00a9', true],
  ['(?:a|b)+(?<!b)c', 'bbc', false],
  ['(a)', 'a', true, ['no_auto_capture']],
  ['b', 'ab', false, ['anchored']],
  ['a/b', 'a/b', true],
  ['', 'anything', true],
];

describe('a pattern of PCRE2 finds the same here', () => {
  for (const [source, text, found, options] of cases)
    test(`${JSON.stringify(source)} ${options?.join() ?? ''} in ${JSON.stringify(text)}: ${found}`, () =>
      assert.equal(finds(source, text, options), found));
});

describe('what JavaScript cannot say is refused, with the place and the words', () => {
  for (const [source, at, words] of [
    ['xa++', 2, '++ (a possessive quantifier) is not supported'],
    ['x(?>a)', 1, '(?>…), an atomic group, is not supported'],
    ['x(?R)', 1, '(?R), recursion, is not supported'],
    ['(*UTF)x', 0, 'verbs, (*…), are not supported'],
    ['x(?i)y', 1, '(?i) can only stand at the start of the pattern, for all of it'],
    ['x\\K', 1, '\\K (a new beginning of the match) is not supported'],
    ['\\pL', 0, '\\p (a property of Unicode) is not supported'],
    ['\\x{100}', 0, 'the number of a character is above 255: bodies are matched as bytes'],
    ['(a', 0, 'there is a ( without its )'],
    ['a)', 1, 'there is a ) without its ('],
    ['*a', 0, 'there is nothing before * to repeat'],
    ['[a', 0, 'a class begins with [ and has no ] at its end'],
    ['[[:foo:]]', 1, 'there is no class [:foo:]'],
    ['\\j', 0, '\\j means nothing'],
    ['a\\', 1, 'there is nothing behind the last \\'],
  ] as const)
    test(JSON.stringify(source), () =>
      assert.deepEqual(compilePattern({source, options: []}), {type: 'refused', at, words}),
    );

  test('also by an option', () =>
    assert.deepEqual(compilePattern({source: 'a', options: ['utf']}), {
      type: 'refused',
      at: 0,
      words: 'the option utf (characters instead of bytes) is not supported',
    }));
  test('and by the engine itself', () => {
    const refused = compilePattern({source: '[z-a]', options: []});
    assert.deepEqual(refused, {
      type: 'refused',
      at: 0,
      words: 'the regular expression is not valid: Range out of order in character class',
    });
  });
});

test('a hyphen behind a set in a class is itself, and begins no range', () => {
  const found = (source: string) => {
    const compiled = compilePattern({source, options: []});
    return compiled.type === 'compiled'
      ? [...'a-.~+'].filter(one => one.search(compiled.expression) >= 0).join('')
      : '';
  };
  assert.equal(found('[\\w-.]'), 'a-.');
  assert.equal(found('[\\w-~]'), 'a-~');
  assert.equal(found('[\\s-a]'), 'a-');
  assert.equal(found('[[:alpha:]-~]'), 'a-~');
});
