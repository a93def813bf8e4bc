import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {allCodes} from '../../src/lint/all-codes.js';
import {lintPair} from '../../src/lint/lint-pair.js';
import type {LintProblem} from '../../src/lint/lint-problem.js';
import {lintText} from '../../src/lint/lint-text.js';
import {recogniseKind} from '../../src/lint/recognise-kind.js';
import {type Fixture, fixtures, pairs} from './fixtures.js';

const said = ({code, line, column}: LintProblem) => `${code} ${line}:${column}`;
const named = ({name, text}: Fixture) => ({name, text, options: {}});

test('there are as many as there are to be', () => {
  assert.ok(fixtures('wrong').length >= 60, `${fixtures('wrong').length} wrong`);
  assert.ok(fixtures('good').length >= 40, `${fixtures('good').length} good`);
  for (const {name, expected} of fixtures('wrong')) assert.ok(expected.length > 0, name);
});

describe('the planted mistake is found, where it is, and nothing else', () => {
  for (const {kind, name, text, expected} of fixtures('wrong'))
    test(name, () => {
      const problems = lintText(kind, text, name);
      assert.deepEqual(problems.map(said).sort(), [...expected].sort(), JSON.stringify(problems, undefined, 1));
      for (const {message, consequence, correction} of problems)
        for (const words of [message, consequence, correction]) assert.match(words, /^[^\n]{2,}$/);
    });
});

describe('nothing is found in', () => {
  for (const {kind, name, text} of fixtures('good')) test(name, () => assert.deepEqual(lintText(kind, text, name), []));
});

describe('two files that differ where they may not', () => {
  for (const [one, other] of pairs('wrong'))
    test(one.name.replace('/a.', '/*.'), () => {
      const problems = lintPair(one.kind, named(one), named(other));
      for (const side of [one, other])
        assert.deepEqual(
          problems
            .filter(({file}) => file === side.name)
            .map(said)
            .sort(),
          [...side.expected].sort(),
          JSON.stringify(problems, undefined, 1),
        );
    });
});

describe('two files that differ where they may', () => {
  for (const [one, other] of pairs('good'))
    test(one.name.replace('/a.', '/*.'), () => assert.deepEqual(lintPair(one.kind, named(one), named(other)), []));
});

test('a file is recognised by what stands in it, whatever its name', () => {
  for (const {kind, name, text} of [...fixtures('good'), ...fixtures('wrong')]) {
    const found = recogniseKind('/tmp/some-file', text);
    if (found !== undefined) assert.equal(found, kind, name);
  }
  for (const {kind, name, text} of fixtures('good')) assert.equal(recogniseKind('/tmp/some-file', text), kind, name);
});

test('and by its name, whatever stands in it', () => {
  for (const [name, kind] of [
    ['/etc/keepalived/keepalived.conf', 'keepalived'],
    ['keepalived-lb1.conf', 'keepalived'],
    ['/etc/ha.d/ldirectord.cf', 'ldirectord'],
    ['/etc/ipvsadm.rules', 'rules'],
    ['/etc/sysctl.conf', 'sysctl'],
    ['/etc/sysctl.d/90-ipvs.conf', 'sysctl'],
    ['/etc/ha.d/ha.cf', 'ha.cf'],
    ['/etc/ha.d/haresources', 'haresources'],
    ['/etc/ha.d/authkeys', 'authkeys'],
    ['director.yaml', 'director'],
  ] as const)
    assert.equal(recogniseKind(name, ''), kind, name);
  assert.equal(recogniseKind('notes.txt', 'Dear diary,\n'), undefined);
});

test('every code of a rule has a file that it is found in', () => {
  const planted = new Set(
    [...fixtures('wrong'), ...pairs('wrong').flat()].flatMap(({kind, expected}) =>
      expected.map(one => `${kind} ${one.split(' ')[0]}`),
    ),
  );
  const without = allCodes().filter(({kind, code}) => !planted.has(`${kind} ${code}`));
  // those of readers are planted in the tests of the readers
  assert.deepEqual(without.map(({kind, code}) => `${kind} ${code}`).sort(), readersOwn);
});

/** What no file of fixtures/lint has: codes that say what another reader says, and what is between files of one machine. */
const readersOwn: readonly string[] = [
  ...['invalid-authkeys', 'mode-not-0600'].map(code => `authkeys ${code}`),
  'director questionable',
  'ha.cf invalid-ha-cf',
  ...['invalid-haresources', 'unknown-node'].map(code => `haresources ${code}`),
  ...[
    'corrected',
    'crash',
    'endless-expansion',
    'endless-include',
    'extra-words',
    'inconsistent',
    'long-line',
    'missing-include',
    'missing-value',
    'no-interface',
    'note',
    'port-with-firewall-mark',
    'questionable-value',
    'unexpected-brace',
    'unknown-interface',
  ].map(code => `keepalived ${code}`),
  ...[
    'endless-range',
    'long-line',
    'lost-server',
    'lost-text',
    'misread',
    'missing-file',
    'missing-folder',
    'unreadable',
    'unresolved-name',
    'virtual-without-resource',
  ].map(code => `ldirectord ${code}`),
];
