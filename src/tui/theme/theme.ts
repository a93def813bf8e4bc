import {displayWidth} from '../text/width.js';
import {type Color, color, nearest256, readableOn} from './color.js';
import type {Background, ColorDepth} from './depth.js';
import {type Paint, type Palette, palettes} from './palette.js';
import {type Line, type Role, roles, span} from './role.js';
import {colorlessStyles, sixteenColors} from './sixteen.js';
import {hasSameGround, noStyle, type Style, transition} from './style.js';

/** How roles look on this terminal. */
export interface Theme {
  readonly depth: ColorDepth;
  readonly background: Background;
  readonly styles: Readonly<Record<Role, Style>>;
  /** In the selected row. */
  readonly selectedStyles: Readonly<Record<Role, Style>>;
}

export function createTheme(depth: ColorDepth, background: Background): Theme {
  if (depth === 'none' || depth === '16') {
    const styles = {...colorlessStyles, ...(depth === '16' ? sixteenColors[background] : {})};
    return {depth, background, styles, selectedStyles: byRole(role => invertedStyle(colorlessStyles[role]))};
  }
  const palette = palettes[background];
  return {
    depth,
    background,
    styles: byRole(role => paintedStyle(palette.roles[role], depth)),
    selectedStyles: byRole(role => paintedStyle(selectedPaint(palette.roles[role], palette), depth)),
  };
}

/**
 * The line with escape sequences, as few as possible, since Ink's cost is in them: one where the style changes, none for
 * plain text.
 * @param options a selected line is filled with blanks up to `width`
 */
export function paint(line: Line, theme: Theme, options: {selected?: boolean; width?: number} = {}): string {
  const {selected = false, width = 0} = options;
  const styles = selected ? theme.selectedStyles : theme.styles;
  const missing = selected ? width - lineWidth(line) : 0;
  const spans = missing > 0 ? [...line, span(' '.repeat(missing))] : line;
  let painted = '';
  let current = noStyle;
  for (const {text, role} of spans) {
    if (text === '') continue;
    const style = styles[role];
    if (!(hasSameGround(current, style) && isBlank(text))) {
      painted += transition(current, style);
      current = style;
    }
    painted += text;
  }
  return painted + transition(current, noStyle);
}

export function plainText(line: Line): string {
  return line.map(({text}) => text).join('');
}

/** Cells. */
export function lineWidth(line: Line): number {
  return line.reduce((total, {text}) => total + displayWidth(text), 0);
}

function byRole(styleOf: (role: Role) => Style): Readonly<Record<Role, Style>> {
  return Object.fromEntries((Object.keys(roles) as Role[]).map(role => [role, styleOf(role)])) as Record<Role, Style>;
}

/** Inverse all over: among 16 colours none is known to be readable on another. */
function invertedStyle({bold, underline}: Style): Style {
  return {inverse: true, ...(bold && {bold}), ...(underline && {underline})};
}

/** On the selection's ground; the text as readable there as elsewhere. */
function selectedPaint({text, bold}: Paint, {selection}: Palette): Paint {
  const [red, green, blue] = readableOn(color(selection.ground), color(text ?? selection.text));
  const hex = [red, green, blue].map(value => value.toString(16).padStart(2, '0')).join('');
  return {text: `#${hex}`, ground: selection.ground, ...(bold && {bold})};
}

function paintedStyle({text, ground, bold}: Paint, depth: '256' | 'truecolor'): Style {
  const code = (value: Color) => (depth === '256' ? `5;${nearest256(value)}` : `2;${value.join(';')}`);
  return {
    ...(bold && {bold}),
    ...(text !== undefined && {foreground: `38;${code(color(text))}`}),
    ...(ground !== undefined && {background: `48;${code(color(ground))}`}),
  };
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
