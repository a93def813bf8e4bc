import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {Cell, Screen} from '../terminal/screen.js';

const folder = 'fixtures/frames';

/** Compares a screen with its golden file; LVSCTL_UPDATE=1 writes it anew, and a human reads the difference. */
export function assertGolden(name: string, screen: Screen): void {
  const file = join(folder, `${name}.txt`);
  const text = describeScreen(screen);
  if (process.env.LVSCTL_UPDATE === '1' || !existsSync(file)) {
    mkdirSync(dirname(file), {recursive: true});
    assert.ok(process.env.LVSCTL_UPDATE === '1', `${file} is not there: LVSCTL_UPDATE=1 npm test makes it`);
    writeFileSync(file, text);
    return;
  }
  assert.equal(text, readFileSync(file, 'utf8'), `${file} differs (LVSCTL_UPDATE=1 rewrites it)`);
}

/** The characters; below them how each is drawn, a letter for each style; and what the letters mean. */
function describeScreen(screen: Screen): string {
  const letters = new Map<string, string>([['plain', '.']]);
  const rows = Array.from({length: screen.height}, (_, row) => screen.cells(row));
  const styles = rows.map(cells => cells.map(cell => letterFor(styleOf(cell), letters)).join(''));
  const legend = [...letters].map(([style, letter]) => `${letter} ${style}`);
  const frame = '-'.repeat(screen.columns);
  return [...screen.rows(true).map(row => row.trimEnd()), frame, ...styles.map(fold), frame, ...legend, ''].join('\n');
}

function letterFor(style: string, letters: Map<string, string>): string {
  const known = letters.get(style);
  if (known !== undefined) return known;
  const letter = String.fromCharCode('a'.charCodeAt(0) + letters.size - 1);
  letters.set(style, letter);
  return letter;
}

function styleOf({foreground, background, bold, dim, inverse, underline}: Cell): string {
  const words = [
    ...(foreground === 'default' ? [] : [`fg ${foreground}`]),
    ...(background === 'default' ? [] : [`bg ${background}`]),
    ...(bold ? ['bold'] : []),
    ...(dim ? ['dim'] : []),
    ...(inverse ? ['inverse'] : []),
    ...(underline ? ['underlined'] : []),
  ];
  return words.length === 0 ? 'plain' : words.join(' ');
}

/** Runs of the same letter as letter and count: `a10 .4`. */
function fold(row: string): string {
  return row.replace(/(.)\1*/g, (run, letter) => `${letter}${run.length} `).trimEnd();
}
