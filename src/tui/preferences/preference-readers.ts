import {isMap, isScalar, isSeq, type Node} from 'yaml';
import {unknownName} from '../../ipvs/nearest-name.js';
import type {Preferences} from './preferences.js';

/** What the words in the file can refer to. */
export interface KnownNames {
  /** All under which an intention can be given keys. */
  readonly intentions: readonly string[];
  /** The columns by screen. */
  readonly screens: Readonly<Record<string, readonly string[]>>;
  isKey(name: string): boolean;
  /** The keys as they come. */
  readonly bindings: readonly {readonly scope: string; readonly intention: string; readonly keys: readonly string[]}[];
  /** Where its keys mean it: two intentions of one scope cannot have the same key. */
  scopeOf(intention: string): string | readonly string[];
}

export interface Reader {
  readonly known: KnownNames;
  /** Tells what is wrong. @param offset characters from the beginning of the file */
  report(offset: number, message: string): void;
}

/** Reads a value, undefined where nothing in it is right. @param at where its name stands */
type Read<Value> = (node: Node | null, at: number, reader: Reader) => Value | undefined;

export const preferenceReaders: {readonly [Name in keyof Preferences]-?: Read<NonNullable<Preferences[Name]>>} = {
  keys: readKeys,
  columns: readColumns,
  sort: readSort,
  interval: readInterval,
  theme: readTheme,
  hideIdle: readSwitch,
};

/** A scalar as it is written, since `1` and `~` are names of keys; undefined for anything else. */
export function textOf(node: unknown): string | undefined {
  return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
}

function readKeys(node: Node | null, at: number, reader: Reader): Preferences['keys'] {
  const keys: Record<string, readonly string[]> = {};
  const taken = new Map<string, string>();
  const positions = new Map<string, number>();
  for (const {name, nameAt, value} of entriesOf(node, at, reader, reader.known.intentions)) {
    const given: string[] = [];
    const words = wordsOf(value, nameAt, reader, 'a key or a list of keys');
    for (const {word, wordAt} of words ?? []) {
      const places = [reader.known.scopeOf(name)].flat().map(scope => `${scope} ${word}`);
      const other = places.map(place => taken.get(place)).find(owner => owner !== undefined && owner !== name);
      if (!reader.known.isKey(word)) reader.report(wordAt, `${word} is no key`);
      else if (other !== undefined) reader.report(wordAt, `${word} is already the key of ${other}`);
      else if (!given.includes(word)) {
        given.push(word);
        for (const place of places) {
          taken.set(place, name);
          positions.set(place, wordAt);
        }
      }
    }
    if (words && (given.length > 0 || words.length === 0)) keys[name] = given;
  }
  for (const {scope, intention, keys: usual} of reader.known.bindings) {
    if (intention in keys || `${scope}.${intention}` in keys) continue;
    for (const key of usual) {
      const position = positions.get(`${scope} ${key}`);
      if (position !== undefined)
        reader.report(position, `${key} was the key of ${intention}, which has lost it: give it another`);
    }
  }
  return keys;
}

function readColumns(node: Node | null, at: number, reader: Reader): Preferences['columns'] {
  const columns: Record<string, readonly string[]> = {};
  for (const {name, nameAt, value} of entriesOf(node, at, reader, Object.keys(reader.known.screens))) {
    const known = reader.known.screens[name] as readonly string[];
    const chosen = new Set<string>();
    const words = wordsOf(value, nameAt, reader, 'a list of columns');
    for (const {word, wordAt} of words ?? []) {
      if (!known.includes(word)) reader.report(wordAt, unknownName(word, known));
      else if (chosen.has(word)) reader.report(wordAt, `${word} is there already`);
      else chosen.add(word);
    }
    if (words?.length === 0) reader.report(nameAt, `${name} must have a column`);
    if (chosen.size > 0) columns[name] = [...chosen];
  }
  return columns;
}

function readSort(node: Node | null, at: number, reader: Reader): Preferences['sort'] {
  const sort: Record<string, string> = {};
  for (const {name, nameAt, value} of entriesOf(node, at, reader, Object.keys(reader.known.screens))) {
    const known = reader.known.screens[name] as readonly string[];
    const text = textOf(value);
    const [column = '', direction] = text?.split(' ') ?? [];
    if (text === undefined) reader.report(startOf(value, nameAt), 'the name of a column must stand here');
    else if (!known.includes(column)) reader.report(startOf(value, nameAt), unknownName(column, known));
    else if (!['up', 'down', undefined].includes(direction))
      reader.report(startOf(value, nameAt), `behind ${column} can stand up or down`);
    else sort[name] = text;
  }
  return sort;
}

function readInterval(node: Node | null, at: number, reader: Reader): number | undefined {
  const value = isScalar(node) ? node.value : undefined;
  if (typeof value === 'number' && value >= leastInterval && value <= mostInterval) return value;
  reader.report(startOf(node, at), `the interval is a number of seconds, ${leastInterval} to ${mostInterval}`);
  return undefined;
}

const leastInterval = 0.1;
const mostInterval = 3600;

function readTheme(node: Node | null, at: number, reader: Reader): Preferences['theme'] {
  const theme = themes.find(each => each === textOf(node));
  if (theme === undefined) reader.report(startOf(node, at), unknownName(textOf(node) ?? 'such theme', themes));
  return theme;
}

const themes = ['auto', 'dark', 'light'] as const;

function readSwitch(node: Node | null, at: number, reader: Reader): boolean | undefined {
  const value = isScalar(node) ? node.value : undefined;
  if (typeof value === 'boolean') return value;
  reader.report(startOf(node, at), 'true or false must stand here');
  return undefined;
}

interface Entry {
  readonly name: string;
  readonly nameAt: number;
  readonly value: Node | null;
}

/** Those with known names. */
function entriesOf(node: Node | null, at: number, reader: Reader, known: readonly string[]): readonly Entry[] {
  if (!isMap(node)) {
    const isAbsent = node === null || (isScalar(node) && node.value === null);
    if (!isAbsent) reader.report(startOf(node, at), 'names with values must stand here');
    return [];
  }
  return node.items.flatMap(({key, value}) => {
    const name = textOf(key) ?? '';
    const nameAt = startOf(key, at);
    if (known.includes(name)) return {name, nameAt, value: value as Node | null};
    reader.report(nameAt, unknownName(name, known));
    return [];
  });
}

/** One word stands for a list of it. Undefined for anything but words. */
function wordsOf(
  node: Node | null,
  at: number,
  reader: Reader,
  what: string,
): readonly {readonly word: string; readonly wordAt: number}[] | undefined {
  const words = (isSeq(node) ? node.items : [node]).map(item => ({word: textOf(item), wordAt: startOf(item, at)}));
  const wrong = words.find(({word}) => word === undefined || word === '');
  if (wrong) reader.report(wrong.wordAt, `${what} must stand here`);
  return wrong ? undefined : (words as {word: string; wordAt: number}[]);
}

function startOf(node: unknown, otherwise: number): number {
  return (node as Node | null)?.range?.[0] ?? otherwise;
}
