import {isMap} from 'yaml';
import {type Kind, nameOf, spotOf, wordOf} from './kind.js';
import {whatThereIs} from '../../ipvs/nearest-name.js';
import type {Spot, YamlText} from './yaml-text.js';

/** A key of a map, for the reader and for docs/director-configuration.md. */
export interface Key<T> {
  readonly kind: Kind<NonNullable<T>>;
  /** What holds without it; undefined where it must be there. */
  readonly absent: {readonly value: T; readonly words: string} | undefined;
  readonly meaning: string;
}

/** A map of known keys: what it is called, and a row for each. */
export interface Shape<K extends Readonly<Record<string, Key<unknown>>> = Readonly<Record<string, Key<unknown>>>> {
  /** As in `no key of a router`. */
  readonly name: string;
  readonly keys: K;
}

/** What was read of a map; `spot` is where a value stands, for what is found wrong later. */
export type Shaped<S extends Shape> = {
  readonly [K in keyof S['keys']]: S['keys'][K] extends Key<infer T> ? T : never;
} & {readonly spot: (key?: keyof S['keys']) => number};

export function required<T>(kind: Kind<T>, meaning: string): Key<T> {
  return {kind: kind as Key<T>['kind'], absent: undefined, meaning};
}

export function usually<T>(kind: Kind<T>, value: NoInfer<T>, words: string, meaning: string): Key<T> {
  return {kind: kind as Key<T>['kind'], absent: {value, words}, meaning};
}

export function optional<T>(kind: Kind<T>, words: string, meaning: string): Key<T | undefined> {
  return {kind: kind as Key<T | undefined>['kind'], absent: {value: undefined, words}, meaning};
}

/** A map of these keys. All that is wrong in it is told; with anything wrong there is no value. */
export function shapeKind<S extends Shape>(takes: string, shape: S): Kind<Shaped<S>> {
  return {
    takes,
    read(spot, text) {
      if (!isMap(spot.node)) return text.refuse(spot.offset, `${nameOf(spot)} is not ${takes}`);
      const spots = keysOf(spot, text, shape);
      const found: Record<string, unknown> = {};
      let isWhole = true;
      for (const [key, {kind, absent}] of Object.entries(shape.keys)) {
        const written = spots.get(key);
        const value = written ? kind.read(written, text) : absent?.value;
        if (!written && !absent) text.refuse(spot.offset, `${key} is missing in ${shape.name}`, `write ${kind.takes}`);
        isWhole &&= written ? value !== undefined : absent !== undefined;
        found[key] = value;
      }
      if (!isWhole) return undefined;
      const at = (key?: PropertyKey) => (key === undefined ? undefined : spots.get(String(key))?.offset) ?? spot.offset;
      return {...found, spot: at} as Shaped<S>;
    },
  };
}

/** What holds for a map that is not there, or is empty. */
export function usualOf<S extends Shape>(shape: S): Omit<Shaped<S>, 'spot'> {
  const values = Object.entries(shape.keys).map(([key, {absent}]) => [key, absent?.value]);
  return Object.fromEntries(values) as Omit<Shaped<S>, 'spot'>;
}

/** The values by their keys; tells of keys that nobody knows. */
function keysOf({node, offset}: Spot, text: YamlText, {name, keys}: Shape): ReadonlyMap<string, Spot> {
  const spots = new Map<string, Spot>();
  for (const pair of isMap(node) ? node.items : []) {
    const at = spotOf(pair.key, offset);
    const key = wordOf(at);
    if (key === undefined || !Object.hasOwn(keys, key))
      text.refuse(at.offset, `${nameOf(at)} is no key of ${name}`, whatThereIs(key ?? '', Object.keys(keys)));
    else spots.set(key, spotOf(pair.value, at.offset));
  }
  return spots;
}

/** One of a map whose keys are names. */
export interface Named<T> {
  readonly name: string;
  readonly value: T;
  /** Where the name stands. */
  readonly offset: number;
}

/** What a map of names has. The names are there even of those that could not be read, so that they can be referred to. */
export interface NamedAll<T> {
  readonly entries: readonly Named<T>[];
  readonly names: readonly string[];
}

/** A map of names. */
export function namedKind<T>(takes: string, name: Kind<string>, kind: Kind<T>): Kind<NamedAll<T>> {
  return {
    takes,
    read(spot, text) {
      if (!isMap(spot.node)) return text.refuse(spot.offset, `${nameOf(spot)} is not ${takes}`);
      const entries: Named<T>[] = [];
      const names: string[] = [];
      for (const pair of spot.node.items) {
        const at = spotOf(pair.key, spot.offset);
        const key = name.read(at, text);
        const value = kind.read(spotOf(pair.value, at.offset), text);
        if (key === undefined) continue;
        names.push(key);
        if (value !== undefined) entries.push({name: key, value, offset: at.offset});
      }
      return {entries, names};
    },
  };
}
