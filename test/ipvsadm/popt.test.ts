import assert from 'node:assert/strict';
import {test} from 'node:test';
import {indexSwitches, Popt} from '../../src/ipvsadm/popt.js';
import type {SwitchRow} from '../../src/ipvsadm/options.js';

const index = indexSwitches<SwitchRow>([
  {long: 'flag', short: 'n', argument: 'none'},
  {long: 'other', short: 'm', argument: 'none'},
  {long: 'value', short: 's', argument: 'required'},
  {long: 'weight', short: 'w', argument: 'required'},
  {long: 'maybe', short: 'p', argument: 'optional'},
  {long: 'long-only', argument: 'required'},
  {long: '', short: 'l', argument: 'none'},
]);

/** What a walk along the words gave: `name`, `name=value`, `!error`, and the words left over after `|`. */
function walk(words: readonly string[]): string {
  const popt = new Popt(words, index);
  const seen: string[] = [];
  for (;;) {
    const step = popt.step();
    if (step.type === 'end') break;
    if (step.type === 'error') {
      seen.push(`!${step.message}`);
      break;
    }
    const name = step.row.long || (step.row.short as string);
    seen.push(step.argument === undefined ? name : `${name}=${step.argument}`);
  }
  return [...seen, ...(popt.leftover.length > 0 ? ['|', ...popt.leftover] : [])].join(' ');
}

/** A rule of popt(3) 1.19, and words that show it. */
const rules: readonly (readonly [rule: string, words: readonly string[], outcome: string])[] = [
  ['no words at all are the end', [], ''],
  ['a long option stands alone', ['--flag'], 'flag'],
  ['a long option takes the next word', ['--value', 'rr'], 'value=rr'],
  ['a long option takes what is behind =', ['--value=rr'], 'value=rr'],
  ['only the first = counts', ['--value=a=b'], 'value=a=b'],
  ['nothing behind = is an empty value', ['--value=', 'rr'], 'value= | rr'],
  ['long names are not shortened', ['--val', 'rr'], '!--val: unknown option'],
  ['long names are not found in capitals', ['--FLAG'], '!--FLAG: unknown option'],
  ['a short letter is no long name', ['--n'], '!--n: unknown option'],
  ['a long name behind one dash is a bundle of letters', ['-nm', '-flag'], 'flag other !-flag: unknown option'],
  ['a row without a long name has no empty one', ['--='], '!--=: unknown option'],
  ['short flags bundle', ['-nm'], 'flag other'],
  ['a bundle may end in an option with a value', ['-nms', 'rr'], 'flag other value=rr'],
  ['a value may be glued on', ['-srr'], 'value=rr'],
  ['a value may be glued on in a bundle', ['-nsrr'], 'flag value=rr'],
  ['a glued value may look like options', ['-snm'], 'value=nm'],
  ['a value may stand behind = of a short option', ['-s=rr'], 'value=rr'],
  ['nothing behind = of a short option is an empty value', ['-s='], 'value='],
  ['only the first = of a short option is no part of the value', ['-s==rr'], 'value==rr'],
  [
    'a value is the next word, whatever it looks like',
    ['-s', '-n', '--value', '--', '-w', '-1'],
    'value=-n value=-- weight=-1',
  ],
  ['a value may be empty', ['-s', ''], 'value='],
  ['an optional value is taken from the next word', ['-p', '600'], 'maybe=600'],
  ['an optional value is not taken from a word with a dash', ['-p', '-n'], 'maybe flag'],
  ['an optional value is not -1', ['-p', '-1'], 'maybe !-1: unknown option'],
  ['an optional value is not the end of options', ['-p', '--', '5'], 'maybe | 5'],
  ['an optional value may be missing at the end', ['-n', '-p'], 'flag maybe'],
  ['an optional value may be glued on', ['-p600', '-p=600', '--maybe=600'], 'maybe=600 maybe=600 maybe=600'],
  ['an optional value may be empty', ['-p', '', '--maybe='], 'maybe= maybe='],
  ['letters behind an optional value are its value', ['-pn'], 'maybe=n'],
  ['a flag takes no value', ['--flag=1'], '!--flag=1: option does not take an argument'],
  ['a flag in a bundle takes no value', ['-mn=1'], 'other !-mn=1: option does not take an argument'],
  ['a required value is missed by the name it was asked by', ['-s'], '!-s: missing argument'],
  ['a required value is missed by its long name', ['--long-only'], '!--long-only: missing argument'],
  ['a required value is missed by the bundle', ['-ns'], 'flag !-ns: missing argument'],
  ['an unknown letter is told with its whole word', ['-nz'], 'flag !-nz: unknown option'],
  ['an unknown long option is told with its value', ['--nope=1'], '!--nope=1: unknown option'],
  ['an error comes in its turn', ['-n', '-z', '-s'], 'flag !-z: unknown option'],
  [
    'words that are no options are kept aside wherever they stand',
    ['a', '-n', 'b', '-s', 'c', 'd'],
    'flag value=c | a b d',
  ],
  ['a lone dash is no option', ['-', '-n'], 'flag | -'],
  ['an empty word is no option', ['', '-n'], 'flag | '],
  ['two dashes end the options', ['-n', '--', '-m', '--flag', '--'], 'flag | -m --flag --'],
  ['a row may have a letter only', ['-l'], 'l'],
];

for (const [rule, words, outcome] of rules) test(rule, () => assert.equal(walk(words), outcome));

test('the word last taken is the one that messages name', () => {
  const popt = new Popt(['-n', '-ms', 'rr', '--value=x'], index);
  const words: string[] = [];
  while (popt.step().type !== 'end') words.push(popt.lastWord);
  assert.deepEqual(words, ['-n', '-ms', 'rr', '--value=x']);
});
