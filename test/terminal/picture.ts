import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {parseArgs} from 'node:util';
import {Resvg} from '@resvg/resvg-js';
import {screenPicture} from './screen-picture.js';
import {openTerminal, type Terminal} from './terminal.js';

const none: string[] = [];
const options = {
  size: {type: 'string', default: '120x40'},
  keys: {type: 'string'},
  wait: {type: 'string', multiple: true, default: none},
  quiet: {type: 'string', default: '300'},
  seconds: {type: 'string', default: '20'},
  scale: {type: 'string', default: '2'},
  environment: {type: 'string', multiple: true, default: none},
  out: {type: 'string', multiple: true, default: none},
} as const;

const fonts = [
  'DejaVuSansMono',
  'DejaVuSansMono-Bold',
  'DejaVuSansMono-Oblique',
  'DejaVuSansMono-BoldOblique',
  'DejaVuSans',
];

/**
 * Runs a program in a terminal, types into it, and draws its screen: for `words` see scripts/picture.mjs. Resolves to
 * the exit status.
 */
export async function takePicture(words: string[]): Promise<number> {
  const {values, positionals} = parseArgs({args: words, options, allowPositionals: true});
  const [, columns, rows] = /^(\d+)x(\d+)$/.exec(values.size) ?? [];
  const [command, ...rest] = positionals;
  const wrong = values.out.find(file => !/\.(png|svg|txt)$/.test(file));
  if (columns === undefined || rows === undefined) return complain(`--size ${values.size}: say COLUMNSxROWS`);
  if (command === undefined || values.out.length === 0) return complain('say --out FILE and, after --, what to run');
  if (wrong !== undefined) return complain(`--out ${wrong}: it must end in .png, .svg or .txt`);

  const seconds = Number(values.seconds);
  const environment = Object.fromEntries(values.environment.map(text => text.split(/=(.*)/s)));
  const terminal = await openTerminal({command, words: rest, columns: +columns, rows: +rows, environment});
  try {
    await terminal.until(terminal => terminal.screen().some(row => row !== ''), {seconds, what: 'anything'});
    await settle(terminal, +values.quiet, seconds);
    const [first, ...later] = values.wait;
    if (first !== undefined) await terminal.until(first, {seconds});
    for (const key of values.keys?.split(',') ?? []) {
      terminal.press(key);
      await settle(terminal, +values.quiet, seconds);
    }
    for (const text of later) await terminal.until(text, {seconds});
    await settle(terminal, +values.quiet, seconds);
    for (const file of values.out) save(file, terminal, Number(values.scale));
  } finally {
    await terminal.close();
  }
  return 0;
}

/** A program that refreshes its screen all the time is never quiet: then as it is. */
async function settle(terminal: Terminal, milliseconds: number, seconds: number): Promise<void> {
  await terminal.untilQuiet(milliseconds, {seconds: Math.min(seconds, (5 * milliseconds) / 1000)}).catch(() => {});
}

function save(file: string, terminal: Terminal, scale: number): void {
  mkdirSync(dirname(file), {recursive: true});
  const svg = screenPicture(terminal.screen().map((_, row) => terminal.cells(row)));
  if (file.endsWith('.txt')) writeFileSync(file, `${terminal.screen().join('\n')}\n`);
  else writeFileSync(file, file.endsWith('.svg') ? svg : pngOf(svg, scale));
}

/** With the fonts of the package dejavu-fonts-ttf only, so that it looks the same on every machine. */
export function pngOf(svg: string, scale: number): Uint8Array {
  const fontFiles = fonts.map(name => `node_modules/dejavu-fonts-ttf/ttf/${name}.ttf`);
  const font = {loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans Mono'};
  return new Resvg(svg, {fitTo: {mode: 'zoom', value: scale}, font}).render().asPng();
}

function complain(text: string): number {
  process.stderr.write(`picture: ${text}\n`);
  return 2;
}
