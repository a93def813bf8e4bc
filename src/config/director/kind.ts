import {isAlias, isMap, isScalar, isSeq, type Node} from 'yaml';
import type {Spot, YamlText} from './yaml-text.js';

/** What may stand behind a key. */
export interface Kind<T> {
  /** In words, for messages and for docs/director-configuration.md: `a duration such as 500ms or 1s`. */
  readonly takes: string;
  /** Undefined after telling what is wrong. */
  read(spot: Spot, text: YamlText): T | undefined;
}

/** A value that is written as one word; `parse` gives undefined where it is none. */
export function wordKind<T>(takes: string, parse: (word: string) => T | undefined): Kind<T> {
  return {
    takes,
    read(spot, text) {
      const word = wordOf(spot);
      const value = word === undefined ? undefined : parse(word);
      if (value !== undefined) return value;
      return text.refuse(spot.offset, `${nameOf(spot)} is not ${takes}`);
    },
  };
}

/** The same, with a reason of its own for what is wrong. */
export function checkedKind<T>(kind: Kind<T>, fault: (value: T) => string | undefined): Kind<T> {
  return {
    takes: kind.takes,
    read(spot, text) {
      const value = kind.read(spot, text);
      const found = value === undefined ? undefined : fault(value);
      return found === undefined ? value : text.refuse(spot.offset, found);
    },
  };
}

/** By how it is written: a single word, a list or a map. */
export function writtenKind<T>(
  takes: string,
  ways: {readonly word?: Kind<T>; readonly list?: Kind<T>; readonly map?: Kind<T>},
): Kind<T> {
  return {
    takes,
    read(spot, text) {
      const way = isMap(spot.node) ? ways.map : isSeq(spot.node) ? ways.list : ways.word;
      return way ? way.read(spot, text) : text.refuse(spot.offset, `${nameOf(spot)} is not ${takes}`);
    },
  };
}

/** A text as it is written: `on` and `0123` are not taken for anything else. Undefined where there is none. */
export function wordOf({node}: Spot): string | undefined {
  if (!isScalar(node) || node.value === null || node.tag !== undefined || node.anchor !== undefined) return undefined;
  return typeof node.value === 'string' ? node.value : node.source;
}

/** How messages name a value. */
export function nameOf(spot: Spot): string {
  const {node} = spot;
  if (isAlias(node)) return 'an alias (*name)';
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  const word = wordOf(spot);
  if (word !== undefined) return JSON.stringify(word.length > 60 ? `${word.slice(0, 60)}…` : word);
  if (isScalar(node) && (node.tag !== undefined || node.anchor !== undefined))
    return 'a text with a tag (!) or an anchor (&), which needs quotes,';
  return 'nothing';
}

export function spotOf(node: unknown, otherwise: number): Spot {
  const found = (node ?? null) as Node | null;
  return {node: found, offset: found?.range?.[0] ?? otherwise};
}
