import {exchange, isBlank, slice, trimmed, type Traced} from './traced.js';

/**
 * A line without its comment, the blanks around it, and the backslashes that keep `#` and `!` from being one
 * (decomment() of keepalived's parser.c). Only double quotes protect; a backslash at the end stays, glued on.
 */
export function withoutComment(line: Traced): {readonly line: Traced; readonly isOpenQuote: boolean} {
  let rest = line;
  let isQuoted = false;
  let comment = -1;
  let isContinued = false;
  let at = 0;
  while (at < rest.text.length) {
    const char = rest.text[at];
    if (char === '"') {
      if (comment < 0) isQuoted = !isQuoted;
    } else if (char === '\\') {
      const next = rest.text[at + 1];
      if (next === undefined) {
        isContinued = true;
        rest = slice(rest, 0, at);
        break;
      }
      if (!isQuoted && (next === '#' || next === '!')) rest = exchange(rest, at, at + 1, '');
      else at++;
    } else if (!isQuoted && comment < 0 && (char === '#' || char === '!')) comment = at;
    at++;
  }
  if (comment >= 0) rest = slice(rest, 0, comment);
  rest = trimmed(rest);
  if (isContinued) rest = exchange(rest, rest.text.length, rest.text.length, '\\');
  return {line: rest, isOpenQuote: isQuoted};
}

/** The length of a text without the blanks before the backslash that ends it. */
export function lengthBeforeBackslash(text: string): number {
  let end = text.length - 1;
  while (end >= 1 && isBlank(text[end - 1])) end--;
  return end;
}
