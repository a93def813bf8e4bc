import type {SecretBook} from './secret-book.js';
import {isLogin, mailAddress, noSecret, redacted, secretForms, secretName} from './secret-words.js';

/**
 * Takes secrets out of a text: what is a secret by its form, the values of names that are secrets (quoted, unquoted, in
 * any case, on lines that go on, in blocks of YAML), and mail addresses. Rather too much than too little.
 * @param book gets every secret that is found
 */
export function redactText(text: string, book: SecretBook): string {
  let left = text;
  for (const form of secretForms)
    left = left.replace(form, (whole: string, before: string) => {
      book.add(whole.slice(before.length));
      return before + redacted;
    });
  return redactValues(left, book).replace(mailAddress, '(mail address)');
}

/** Definitions of variables that stand for secrets elsewhere: keepalived's `$PASS=…`, a shell's `PASS=…`. */
export function redactVariables(text: string, book: SecretBook): string {
  const names = [...book.variables];
  if (names.length === 0) return text;
  const definition = new RegExp(
    `(^[ \\t]*(?:export[ \\t]+)?\\$?\\{?(?:${names.join('|')})\\}?[ \\t]*=[ \\t]*)([^\\n]*(?:\\\\\\r?\\n[^\\n]*)*)`,
    'gm',
  );
  return text.replace(definition, (_whole, before: string, value: string) => {
    book.add(value);
    return before + redacted;
  });
}

function redactValues(text: string, book: SecretBook): string {
  let out = '';
  let at = 0;
  for (const match of text.matchAll(secretName)) {
    const start = match.index + match[0].length;
    if (match.index < at) continue; // within a value
    const value = valueAt(text, start, indentAt(text, match.index));
    const said = text.slice(value.from, value.to);
    out += text.slice(at, value.from);
    at = value.from;
    if (noSecret.has(said.trim().toLowerCase())) continue;
    if (!isLogin(match[1] ?? '')) book.add(said);
    const quote = /^(["'])[\s\S]*\1$/.exec(said)?.[1] ?? '';
    out += quote + redacted + quote; // so that JSON stays JSON
    at = value.to;
  }
  return out + text.slice(at);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where the value is that begins here, or on the lines that follow. */
function valueAt(text: string, start: number, indent: number): Range {
  const first = text[start];
  if (first === '"' || first === "'") return {from: start, to: endOfQuoted(text, start, first)};
  const line = endOfLine(text, start);
  const rest = text.slice(start, line).trimEnd();
  if (rest.endsWith('\\')) return {from: start, to: endOfContinued(text, start)};
  if (rest === '' || /^[|>][+-]?\d*[+-]?(?:\s+#.*)?$/.test(rest) || /^[!&]\S*$/.test(rest))
    return {from: rest === '' ? start : line, to: endOfBlock(text, line, indent)};
  const closing = /[\s;]*[}\]]*$/.exec(rest)?.[0].length ?? 0;
  return {from: start, to: start + rest.length - closing};
}

/** What adjoins the closing quote belongs to it: a shell's "a"b. A quote that is never closed ends with the paragraph. */
function endOfQuoted(text: string, start: number, quote: string): number {
  let at = start + 1;
  for (; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) break;
      at++; // doubled
    }
  }
  if (at >= text.length) {
    const paragraph = text.indexOf('\n\n', start);
    return paragraph < 0 ? text.length : paragraph;
  }
  let end = at + 1;
  while (end < text.length && !/[\s,;}\])]/.test(text[end] as string)) end++;
  return end;
}

/** Lines that end in a backslash go on. */
function endOfContinued(text: string, start: number): number {
  let end = endOfLine(text, start);
  while (end < text.length && text.slice(start, end).trimEnd().endsWith('\\')) end = endOfLine(text, end + 1);
  return end;
}

/** Lines that are further right than the name. */
function endOfBlock(text: string, line: number, indent: number): number {
  let end = line;
  while (end < text.length) {
    const next = endOfLine(text, end + 1);
    const content = text.slice(end + 1, next);
    if (content.trim() !== '' && content.length - content.trimStart().length <= indent) break;
    end = next;
  }
  return end;
}

function indentAt(text: string, index: number): number {
  const line = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
  return /^[\s-]*/.exec(line)?.[0].length ?? 0;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
