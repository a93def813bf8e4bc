import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import * as fc from 'fast-check';
import {type Color, color, contrast} from '../../../src/tui/theme/color.js';
import type {Background, ColorDepth} from '../../../src/tui/theme/depth.js';
import {type Line, type Role, roles, span} from '../../../src/tui/theme/role.js';
import {createTheme, lineWidth, paint, plainText, type Theme} from '../../../src/tui/theme/theme.js';

const allRoles = Object.keys(roles) as Role[];
const depths: ColorDepth[] = ['none', '16', '256', 'truecolor'];
const backgrounds: Background[] = ['dark', 'light'];
const themes = depths.flatMap(depth => backgrounds.map(background => createTheme(depth, background)));
const anyLine: fc.Arbitrary<Line> = fc.array(
  fc.record({text: fc.string({unit: fc.constantFrom('a', 'b', ' ', '…')}), role: fc.constantFrom(...allRoles)}),
);

test('what is painted is the text, in the style of its role', () => {
  fc.assert(
    fc.property(anyLine, fc.constantFrom(...themes), fc.boolean(), (line, theme, selected) => {
      const painted = paint(line, theme, {selected});
      assert.equal(stripVTControlCharacters(painted), plainText(line));
      const styles = selected ? theme.selectedStyles : theme.styles;
      const expected = line.flatMap(({text, role}) => [...text].map(character => seen(character, styles[role])));
      assert.deepEqual(interpret(`${painted}z`), [...expected, seen('z', {})]);
    }),
    {numRuns: 500},
  );
});

test('plain text costs nothing, and neighbours of one style share', () => {
  const theme = createTheme('256', 'dark');
  assert.equal(paint([span('a'), span(' b')], theme), 'a b');
  assert.equal(
    paint([span('a', 'good'), span('   '), span('b', 'good'), span(' '), span('')], theme).split('\u001b').length,
    3,
  );
  assert.equal(
    paint([span('x', 'key'), span('y', 'prompt'), span('z', 'accent')], theme),
    '\u001b[1m\u001b[38;5;74mxy\u001b[22mz\u001b[39m',
  );
});

test('a selected line is filled up to the width', () => {
  const theme = createTheme('truecolor', 'dark');
  assert.equal(
    paint([span('web'), span(' 5', 'bad')], theme, {selected: true, width: 8}),
    '\u001b[38;2;232;238;244m\u001b[48;2;29;61;89mweb\u001b[1m\u001b[38;2;255;128;89m 5   \u001b[22m\u001b[39m\u001b[49m',
  );
  assert.equal(
    paint([span('web'), span(' 5', 'good')], createTheme('16', 'dark'), {selected: true, width: 6}),
    '\u001b[7mweb 5 \u001b[27m',
  );
  assert.equal(lineWidth([span('漢字'), span('a')]), 5);
});

describe('texts are readable', () => {
  for (const background of backgrounds) {
    for (const [depth, least] of [
      ['truecolor', 4.5],
      ['256', 4],
    ] as const) {
      test(`${background}, ${depth}`, () => {
        const theme = createTheme(depth, background);
        const ground = color(background === 'dark' ? '#101418' : '#ffffff');
        for (const role of allRoles) {
          for (const style of [theme.styles[role], theme.selectedStyles[role]]) {
            if (style.foreground === undefined) continue;
            const ratio = contrast(colorOf(style.foreground), style.background ? colorOf(style.background) : ground);
            assert.ok(ratio >= least, `${role} ${style.foreground} ${style.background}: ${ratio.toFixed(2)}`);
          }
        }
      });
    }
  }
});

test('good, warn and bad stay three colours', () => {
  for (const {styles, depth} of themes.filter(({depth}) => depth !== 'none'))
    assert.equal(new Set([styles.good, styles.warn, styles.bad].map(style => style.foreground)).size, 3, depth);
});

test('without colours, what matters still differs', () => {
  const {styles} = createTheme('none', 'dark');
  const differ = (...names: Role[]) =>
    assert.equal(new Set(names.map(name => JSON.stringify(styles[name]))).size, names.length, names.join());
  differ('plain', 'muted', 'title', 'bad');
  differ('bar', 'current');
  differ('header', 'sorted', 'plain');
  differ('plain', 'stale', 'changed', 'mark');
});

/** Each character with how it looks; blanks only with their ground. */
function seen(character: string, style: Theme['styles'][Role]): unknown {
  const {foreground, background, bold, dim, underline, inverse} = style;
  const isBlank = character === ' ';
  const ink = isBlank && !inverse ? [] : [foreground, bold ?? false, dim ?? false];
  return [character, background, underline ?? false, inverse ?? false, ...ink];
}

/** What a terminal makes of a painted text. */
function interpret(painted: string): unknown[] {
  let style: Record<string, string | boolean> = {};
  const shown: unknown[] = [];
  for (const [, codes, character] of painted.matchAll(/\u001b\[([\d;]*)m|(.)/gu)) {
    if (character !== undefined) shown.push(seen(character, style));
    for (const code of codes?.match(/[34]8;(5;\d+|2;\d+;\d+;\d+)|\d+/g) ?? []) style = applied(code, style);
  }
  return shown;
}

function applied(code: string, style: Record<string, string | boolean>): Record<string, string | boolean> {
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(style).filter(([name]) => !names.includes(name)));
  const attribute = {'1': 'bold', '2': 'dim', '4': 'underline', '7': 'inverse'}[code];
  const ended = {
    '22': ['bold', 'dim'],
    '24': ['underline'],
    '27': ['inverse'],
    '39': ['foreground'],
    '49': ['background'],
  }[code];
  if (code === '0') return {};
  if (attribute !== undefined) return {...style, [attribute]: true};
  if (ended) return without(...ended);
  return {...style, [/^(4|10)/.test(code) ? 'background' : 'foreground']: code};
}

function colorOf(code: string): Color {
  const [, kind, ...numbers] = code.split(';').map(Number);
  if (kind === 2) return numbers as unknown as Color;
  const index = (numbers[0] as number) - 16;
  if (index >= 216) return Array(3).fill(8 + 10 * (index - 216)) as unknown as Color;
  return [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map(
    step => step && 55 + 40 * step,
  ) as unknown as Color;
}
