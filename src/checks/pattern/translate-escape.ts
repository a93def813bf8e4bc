import {escapeSets} from './character-sets.js';
import {type PatternReader, PatternRefusal} from './pattern-reader.js';

/** What follows a backslash outside of classes. @param at of the backslash @param groups that begin before it: their names, undefined for those that have none */
export function translateEscape(reader: PatternReader, at: number, groups: Groups): string {
  if (reader.take('Q')) return (reader.until('\\E') ?? reader.rest()).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  if (reader.take('E')) return '';
  const byte = byteEscape(reader, at) ?? reference(reader, at, groups);
  if (byte !== undefined) return byte;
  const character = reader.next();
  const found = assertions[character] ?? (character in escapeSets ? `[${escapeSets[character]}]` : undefined);
  if (found !== undefined) return found;
  const refused = refusals[character];
  if (refused !== undefined) throw new PatternRefusal(at, `\\${character} (${refused}) is not supported`);
  if (character === '') throw new PatternRefusal(at, 'there is nothing behind the last \\');
  if (/[A-Za-z]/.test(character)) throw new PatternRefusal(at, `\\${character} means nothing`);
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

/** One byte that is written by its number or its name, in a class or not; undefined, and nothing read, for anything else. */
export function byteEscape(reader: PatternReader, at: number): string | undefined {
  const control = reader.match(/c([ -~])/y);
  if (control) return hexadecimalByte((control[1] as string).toUpperCase().charCodeAt(0) ^ 64, at);
  const braced = reader.match(/x\{\s*([\da-fA-F]+)\s*\}/y);
  if (braced) return hexadecimalByte(Number.parseInt(braced[1] as string, 16), at);
  const octal = reader.match(/o\{\s*([0-7]+)\s*\}|(0[0-7]{0,2})/y);
  if (octal) return hexadecimalByte(Number.parseInt((octal[1] ?? octal[2]) as string, 8), at);
  const short = reader.match(/x([\da-fA-F]{0,2})/y);
  if (short) return hexadecimalByte(Number.parseInt(short[1] || '0', 16), at);
  const named = reader.match(/[aefnrt]/y);
  return named ? names[named[0]] : undefined;
}

/** The names of groups; undefined for those that have none. */
export type Groups = readonly (string | undefined)[];

/** \1, \g{1}, \g{-1}, \k<name>, … What refers to a group that comes later never matches in PCRE2, and always here. */
function reference(reader: PatternReader, at: number, groups: Groups): string | undefined {
  const numbered = reader.match(/g(?:(-?)(\d+)|\{(-?)(\d+)\})/y);
  if (numbered) {
    const [, dash = numbered[3], digits = numbered[4]] = numbered;
    const number = dash === '-' ? groups.length + 1 - Number(digits) : Number(digits);
    if (number < 1 || number > groups.length) throw noGroup(numbered[0], at);
    return `(?:\\${number})`;
  }
  const named = reader.match(/(?:k[<{']|g\{)([A-Za-z_]\w*)[>}']/y);
  if (named) {
    if (!groups.includes(named[1])) throw noGroup(named[0], at);
    return `\\k<${named[1]}>`;
  }
  const plain = reader.match(/[1-9]\d*/y);
  if (!plain) return undefined;
  if (Number(plain[0]) <= groups.length) return `(?:\\${plain[0]})`;
  if (plain[0].length === 1) throw noGroup(plain[0], at);
  // more than there are groups: a byte in octal (pcre2pattern, NON-PRINTING CHARACTERS)
  reader.at -= plain[0].length;
  const octal = reader.match(/[0-7]{1,3}/y);
  if (!octal) throw noGroup(plain[0], at);
  return hexadecimalByte(Number.parseInt(octal[0], 8), at);
}

function noGroup(reference: string, at: number): PatternRefusal {
  return new PatternRefusal(at, `\\${reference} refers to no group before it`);
}

/** @throws PatternRefusal where it is none */
export function hexadecimalByte(value: number, at: number): string {
  if (value > 255) throw new PatternRefusal(at, 'the number of a character is above 255: bodies are matched as bytes');
  return `\\x${value.toString(16).padStart(2, '0')}`;
}

const names: Readonly<Record<string, string>> = {
  a: '\\x07',
  e: '\\x1b',
  f: '\\f',
  n: '\\n',
  r: '\\r',
  t: '\\t',
};

const assertions: Readonly<Record<string, string>> = {
  A: '^',
  z: '$',
  Z: '(?=\\n?$)',
  b: '\\b',
  B: '\\B',
  N: '[^\\n]',
  R: '(?:\\r\\n|[\\n-\\r\\x85])',
};

const refusals: Readonly<Record<string, string>> = {
  G: 'where the match begins',
  K: 'a new beginning of the match',
  C: 'one code unit',
  X: 'a grapheme',
  p: 'a property of Unicode',
  P: 'a property of Unicode',
  g: 'a subroutine',
  U: 'upper case',
  L: 'lower case',
  u: 'upper case',
  l: 'lower case',
};
