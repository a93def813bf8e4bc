import {isBlank, leadingBlanks, slice, type Traced, trimmed} from './traced.js';

/** A line up to its first brace outside double quotes, or that brace alone, and what is left for the next line. */
export function separateBraces(whole: Traced): {readonly line: Traced; readonly rest?: Traced} {
  const at = firstBrace(whole.text);
  if (at < 0) return {line: withoutTrailingBlanks(whole)};
  const end = at === 0 ? 1 + leadingBlanks(whole.text, 1) : at;
  const line = withoutTrailingBlanks(slice(whole, 0, end));
  return end < whole.text.length ? {line, rest: trimmed(slice(whole, end))} : {line};
}

/** Where the first brace outside double quotes is; -1 for none. */
function firstBrace(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{' || char === '}') return at;
    if (char !== '"') continue;
    at = text.indexOf('"', at + 1);
    if (at < 0) return -1;
  }
  return -1;
}

function withoutTrailingBlanks(line: Traced): Traced {
  let end = line.text.length;
  while (end > 0 && isBlank(line.text[end - 1])) end--;
  return end === line.text.length ? line : slice(line, 0, end);
}
