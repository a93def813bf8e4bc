import {escapeSets, posixComplements, posixSets} from './character-sets.js';
import {type PatternReader, PatternRefusal} from './pattern-reader.js';
import {byteEscape, hexadecimalByte} from './translate-escape.js';

/**
 * What stands between brackets, from behind the opening one.
 * @param allowsEmpty PCRE2_ALLOW_EMPTY_CLASS: otherwise a bracket that closes at once is one of the characters
 */
export function translateClass(reader: PatternReader, allowsEmpty: boolean): string {
  const start = reader.at - 1;
  let set = reader.take('^') ? '[^' : '[';
  if (!allowsEmpty && reader.take(']')) set += '\\]';
  while (!reader.take(']')) {
    if (reader.isAtEnd) throw new PatternRefusal(start, 'a class begins with [ and has no ] at its end');
    const one = member(reader);
    set += one;
    // behind a set it begins no range (perlrecharclass, Bracketed Character Classes)
    if (sets.has(one) && reader.take('-')) set += '\\-';
  }
  return `${set}]`;
}

const sets = new Set([escapeSets, posixSets, posixComplements].flatMap(named => Object.values(named)));

function member(reader: PatternReader): string {
  const at = reader.at;
  const named = reader.match(/\[:(\^?)(\w*):\]/y);
  if (named) {
    const found = (named[1] === '' ? posixSets : posixComplements)[named[2] as string];
    if (found === undefined) throw new PatternRefusal(at, `there is no class ${named[0]}`);
    return found;
  }
  if (reader.match(/\[([.=]).*?\1\]/y)) throw new PatternRefusal(at, 'collating elements are not supported');
  const character = reader.next();
  if (character === '[') return '\\[';
  return character === '\\' ? escaped(reader, at) : character;
}

function escaped(reader: PatternReader, at: number): string {
  if (reader.take('Q')) return (reader.until('\\E') ?? reader.rest()).replace(/[\\\]^[-]/g, '\\$&');
  if (reader.take('E')) return '';
  if (reader.take('b')) return '\\x08';
  const byte = byteEscape(reader, at);
  if (byte !== undefined) return byte;
  const octal = reader.match(/[0-7]{1,3}/y);
  if (octal) return hexadecimalByte(Number.parseInt(octal[0], 8), at);
  const character = reader.next();
  const set = escapeSets[character];
  if (set !== undefined) return set;
  if (/^[A-Za-z0-9]?$/.test(character)) throw new PatternRefusal(at, `\\${character} is not supported in a class`);
  return `\\${character}`;
}
