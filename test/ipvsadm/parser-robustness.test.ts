import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import type {Dialect} from '../../src/ipvsadm/dialect.js';
import {CommandLineError, exitCodeOf} from '../../src/ipvsadm/failure.js';
import {NameNeeded, type NameTable} from '../../src/ipvsadm/names.js';
import {switches} from '../../src/ipvsadm/options.js';
import {parseCommandLine} from '../../src/ipvsadm/parse.js';
import {ruleWords} from '../../src/ipvsadm/restore-lines.js';

const askingNames: NameTable = {
  addressOf: host => {
    throw new NameNeeded(host);
  },
  portOf: () => null,
};

const option = fc.constantFrom(
  ...switches.flatMap(row => [`--${row.long}`, ...('short' in row ? [`-${row.short}`] : [])]),
);
const value = fc.constantFrom(
  '10.0.0.1:80',
  '[2001:db8::1]:80',
  '2001:db8::1',
  ':',
  '[',
  ']:',
  '[]:80',
  '10.1',
  'host',
  'host:http',
  '0',
  '-1',
  '1',
  '4294967296',
  '1e9',
  '0x10',
  'rr',
  'sh',
  'none',
  '',
  ' ',
  ',',
  'flag-1,sh-port',
  ',,flag-3,',
  'gue',
  'gre',
  'master',
  'backup',
  '224.0.0.81',
  'ff05::1',
  '-',
  '--',
  '=',
  '\0',
  'é',
  '💥',
);
const word = fc.oneof(
  option,
  value,
  fc.tuple(option, value).map(([a, b]) => `${a}=${b}`),
  fc.tuple(option, value).map(([a, b]) => a + b),
  fc.string({unit: 'binary', maxLength: 12}),
);
const words = fc.array(word, {maxLength: 12});
/** The same behind a good command, which gets further. */
const commandWords = fc
  .tuple(fc.constantFrom('-A', '-E', '-a', '-e', '-L', '--set', '-M', '-Z', '--start-daemon'), words)
  .map(([command, rest]) => [command, ...rest]);

for (const dialect of ['ipvsadm', 'lvsctl'] as const) {
  test(`no words whatever make the parser of ${dialect} fail in another way than it says`, () => {
    fc.assert(
      fc.property(fc.oneof(words, commandWords), list => {
        const first = outcome(list, dialect);
        assert.equal(outcome(list, dialect), first, 'the same words have the same outcome');
      }),
      {numRuns: 20_000},
    );
  });
}

test('a host name is asked for, and the parser comes further once it is known', () => {
  assert.throws(() => parseCommandLine(['-A', '-t', 'vip1:80'], 'ipvsadm', 'ipvsadm', askingNames), {
    name: 'NameNeeded',
    host: 'vip1',
  });
  assert.throws(
    () => parseCommandLine(['-A', '-t', '10.0.0.1:80', '-p', '-M', 'mask'], 'ipvsadm', 'ipvsadm', askingNames),
    {name: 'NameNeeded', host: 'mask'},
  );
  assert.throws(
    () => parseCommandLine(['-Z', '-t', '10.0.0.1:80', '-w', 'x', '-r', 'asked'], 'ipvsadm', 'ipvsadm', askingNames),
    CommandLineError,
  );
});

test('very long command lines are read in time that grows with their length', () => {
  const list = ['-L', ...Array.from({length: 100_000}, (_, i) => (i % 2 ? '--sort' : `word${i}`))];
  assert.throws(() => parseCommandLine(list, 'ipvsadm', 'ipvsadm', askingNames), /unexpected argument word0/);
  assert.throws(
    () => parseCommandLine(['-L', `-${'6'.repeat(200_000)}`], 'ipvsadm', 'ipvsadm', askingNames),
    /-6 used before -f/,
  );
  assert.throws(
    () => parseCommandLine(['-A', '-t', `${'1.'.repeat(100_000)}:80`], 'ipvsadm', 'ipvsadm', askingNames),
    /./,
  );
});

test('any line of a rules file is words without blanks', () => {
  fc.assert(
    fc.property(fc.string({unit: 'binary'}), line => {
      for (const found of ruleWords(line))
        assert.ok(/^[^ \t\r\0]+$/.test(found) && found !== 'ipvsadm', JSON.stringify(found));
    }),
    {numRuns: 2000},
  );
});

function outcome(list: readonly string[], dialect: Dialect): string {
  try {
    return JSON.stringify(parseCommandLine(list, 'ipvsadm', dialect, askingNames));
  } catch (error) {
    if (error instanceof NameNeeded) {
      assert.notEqual(error.host, undefined);
      return error.host;
    }
    if (!(error instanceof CommandLineError)) throw error;
    assert.ok([2, 139, 255].includes(exitCodeOf(error.failure)));
    assert.equal(error.failure.type === 'crash', dialect === 'ipvsadm' && error.message === '', 'only ipvsadm crashes');
    return `${error.failure.type} ${error.message}`;
  }
}
