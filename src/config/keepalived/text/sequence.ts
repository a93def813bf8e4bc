import {leadingBlanks} from './traced.js';

/** What `~SEQ(…)` or `~LST(…)` repeats: for each step the values of the variables. */
export interface Repetition {
  readonly names: readonly string[];
  readonly text: string;
  /** Where the text begins in the line. */
  readonly textAt: number;
  readonly count: number;
  values(step: number): readonly string[];
}

export type Parsed = Repetition | {readonly error: string};

/** `~SEQ(var[,start[,step]],end) text`, `~SEQx` for hexadecimal (add_seq()). */
export function parseSequence(line: string, expand: (text: string) => string | undefined): Parsed {
  const match = /^~SEQ(x?)[ \t]*\([ \t]*([^ \t,)]+)[ \t]*,[ \t]*([^)]*)\)/.exec(line);
  if (!match) return {error: 'is not ~SEQ(variable,[start,[step,]]end)'};
  const written = match[3] as string;
  const inside = written.length > 60 ? undefined : expand(written);
  if (inside === undefined) return {error: 'has numbers that are too long'};
  const numbers = inside.split(',').map(part => strtol(part.trim()));
  if (numbers.length > 3 || numbers.some(number => number === undefined))
    return {error: 'has something other than numbers'};
  const range = rangeOf(numbers as number[]);
  if (range === undefined) return {error: 'never gets from its start to its end'};
  const {start, step, end} = range;
  const isHex = match[1] === 'x';
  if (isHex && (start < 0 || end < 0)) return {error: 'cannot be hexadecimal with negative numbers'};
  return {
    names: [match[2] as string],
    ...textAfter(line, match[0].length),
    count: Math.max(1, Math.floor((end - start) / step) + 1),
    values: index => [(start + index * step).toString(isHex ? 16 : 10)],
  };
}

/** `~LST(var,a,b)` or `~LST({v1,v2},{a,b},{c,d}) text` (add_lst()). */
export function parseList(line: string): Parsed {
  const group = '\\{[ \\t]*([^}]*)\\}|([^ \\t,{})]*)';
  const head = new RegExp(`^~LST[ \\t]*\\([ \\t]*(?:${group})[ \\t]*,[ \\t]*`).exec(line);
  if (!head) return {error: 'is not ~LST(variable,value,…)'};
  const names = head[1] === undefined ? [head[2] as string] : split(head[1]);
  const sets: string[][] = [];
  let at = head[0].length;
  for (;;) {
    const set = new RegExp(`^(?:${group})[ \\t]*([,)])[ \\t]*`).exec(line.slice(at));
    if (!set) return {error: 'has a list that does not end'};
    const values = set[1] === undefined ? [set[2] as string] : split(set[1]);
    if (values.length > names.length) return {error: 'has more values than variables'};
    sets.push(values);
    at += set[0].length;
    if (set[3] === ')') break;
  }
  return {
    names,
    ...textAfter(line, at),
    count: sets.length,
    values: index => names.map((_, i) => sets[index]?.[i] ?? ''),
  };
}

function split(text: string): string[] {
  return text.split(',').map(part => part.trim());
}

function textAfter(line: string, at: number): {text: string; textAt: number} {
  const textAt = at + leadingBlanks(line, at);
  return {text: line.slice(textAt), textAt};
}

function rangeOf(numbers: readonly number[]): {start: number; step: number; end: number} | undefined {
  const [one = 0, two = 0, three = 0] = numbers;
  if (numbers.length === 1) return {start: one < 0 ? -1 : 1, step: one < 1 ? -1 : 1, end: one};
  if (numbers.length === 2) return {start: one, step: one <= two ? 1 : -1, end: two};
  if (two === 0 || (one < three && two < 0) || (one > three && two > 0)) return undefined;
  return {start: one, step: two, end: three};
}

/** strtol(3) with base 0 over the whole text, nothing being 0. */
function strtol(text: string): number | undefined {
  if (text === '') return 0;
  const match = /^([+-]?)(?:0x([0-9a-f]+)|0([0-7]+)|(\d+))$/i.exec(text);
  if (!match) return undefined;
  const [, sign, hex, octal, decimal] = match;
  const value = hex ? Number.parseInt(hex, 16) : octal ? Number.parseInt(octal, 8) : Number(decimal);
  return sign === '-' ? -value : value;
}
