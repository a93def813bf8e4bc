import {limits} from './limits.js';

/** An object of JSON, whose members are its own: `__proto__` is one like any other. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value that a line is. @param depth of objects and lists within each other, at most @returns what is wrong with it, where it is none */
export function parseJsonLine(
  line: Uint8Array,
  depth: number = limits.depth,
): {readonly value: unknown} | {readonly problem: string} {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(line));
  } catch (error) {
    return {problem: error instanceof SyntaxError ? 'the line is no JSON' : 'the line is no UTF-8'};
  }
  if (!isWithin(value, depth)) return {problem: `the line is nested deeper than ${depth}`};
  return {value};
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of an object itself; never what every object inherits. */
export function member(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every(inner => isWithin(inner, depth - 1));
}
