import type {Place} from '../problem.js';
import type {LogicalLine} from './line-reader.js';
import {columnOf} from './traced.js';

export interface Word extends Place {
  readonly text: string;
}

/** The words of a line, and whether a quote is left open (alloc_strvec_r()): only double quotes group, and end a word. */
export function splitWords(line: LogicalLine): {readonly words: readonly Word[]; readonly isOpenQuote: boolean} {
  const {text} = line.traced;
  const words: Word[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (at >= text.length) return {words, isOpenQuote: false};
    const column = columnOf(line.traced, at);
    let end: number;
    if (text[at] === '"') {
      end = text.indexOf('"', at + 1);
      if (end < 0) return {words, isOpenQuote: true};
      words.push({text: text.slice(at + 1, end), file: line.file, line: line.line, column});
      at = end + 1;
    } else {
      end = at;
      while (end < text.length && text[end] !== '"' && !isSpace(text.charCodeAt(end))) end++;
      words.push({text: text.slice(at, end), file: line.file, line: line.line, column});
      at = end;
    }
  }
}

/** space, \t, \n, \v, \f, \r */
function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** The words of a command line: both quotes group, pieces glue, C's escapes hold (alloc_strvec_quoted_escaped()). */
export function splitCommand(text: string): readonly string[] | {readonly error: 'open-quote' | 'open-escape'} {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (at >= text.length) return words;
    let word = '';
    let quote = '';
    let isOpen = false;
    for (; at < text.length; at++) {
      const char = text[at] as string;
      isOpen = false;
      if (char === '\\') {
        if (at + 1 >= text.length) return {error: 'open-escape'};
        const [char2, length] = escaped(text, at + 1);
        word += char2;
        at += length;
      } else if (quote !== '') {
        isOpen = char !== quote; // NB: nothing behind an open quote is nothing wrong
        if (isOpen) word += char;
        else quote = '';
      } else if (char === '"' || char === "'") quote = char;
      else if (isSpace(char.charCodeAt(0))) break;
      else word += char;
    }
    if (isOpen) return {error: 'open-quote'};
    words.push(word);
  }
}

const named: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v', // biome-ignore format: one row
};

/** What stands behind a backslash, and how long it is. */
function escaped(text: string, at: number): readonly [string, number] {
  const rest = text.slice(at);
  const hex = /^x([0-9a-f]+)/i.exec(rest);
  if (hex) return [String.fromCharCode(Number.parseInt((hex[1] as string).slice(-2), 16)), hex[0].length];
  const control = /^c(.)/.exec(rest);
  if (control) return [String.fromCharCode((control[1] as string).charCodeAt(0) & 0x1f), 2];
  const octal = /^[0-7]{1,3}/.exec(rest);
  if (octal) return [String.fromCharCode(Number.parseInt(octal[0], 8) & 0xff), octal[0].length];
  const char = rest[0] as string;
  return [named[char] ?? char, 1];
}
