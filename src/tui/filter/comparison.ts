import type {FilterFields} from './fields.js';
import type {Reading} from './reading.js';

/** What may stand between a field's name and a value. */
const operators = {
  '=': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b,
  '<': (a: number, b: number) => a < b,
  '>': (a: number, b: number) => a > b,
  '<=': (a: number, b: number) => a <= b,
  '>=': (a: number, b: number) => a >= b,
} as const;
type Operator = keyof typeof operators;

/** A word such as `weight=0`; undefined where nothing is compared in it. */
export function readComparison<T>(word: string, fields: FilterFields<T>): Reading<T> | undefined {
  const match = /^([^=<>!]*)(!=|<=|>=|=|<|>)(.*)$/.exec(word);
  if (!match) return undefined;
  const [, written, operator, value] = match as unknown as [string, string, Operator, string];
  const name = written.toLowerCase();
  const valueAt = written.length + operator.length;
  if (Object.hasOwn(fields.numbers, name)) {
    const numberOf = fields.numbers[name] as (row: T) => number | undefined;
    return compareNumbers(row => [numberOf(row)], operator, value, valueAt, name);
  }
  if (Object.hasOwn(fields.words, name)) {
    const wordsOf = fields.words[name] as (row: T) => string | readonly string[];
    return compareWords(wordsOf, operator, value, written.length, name);
  }
  if (name === 'port') return compareNumbers(row => fields.ports(row), operator, value, valueAt, undefined);
  const names = [...Object.keys(fields.numbers), ...Object.keys(fields.words), 'port'];
  const problem = name === '' ? 'a field must stand first' : `there is no field ${written}`;
  return {
    problem: `${problem}; there are: ${[...new Set(names)].join(', ')}`,
    at: 0,
    length: written.length || word.length,
  };
}

/** It holds where one of the numbers there are is such; `!=` where there are some and none is the same. */
function compareNumbers<T>(
  numbersOf: (row: T) => readonly (number | undefined)[],
  operator: Operator,
  value: string,
  at: number,
  name: string | undefined,
): Reading<T> {
  const wanted = parseNumber(value);
  if (wanted === undefined) {
    if (value === '') return {problem: `a number must follow ${operator}`};
    return {problem: `'${value}' is not a number`, at};
  }
  const holds = operators[operator];
  return {
    matches: row => {
      const numbers = numbersOf(row).filter(number => number !== undefined);
      return operator === '!='
        ? numbers.length > 0 && numbers.every(number => number !== wanted)
        : numbers.some(number => holds(number, wanted));
    },
    ...(name !== undefined && {uses: name}),
  };
}

/** It holds where one of the words there are contains the value; `!=` where there are some and none does. */
function compareWords<T>(
  wordsOf: (row: T) => string | readonly string[],
  operator: Operator,
  value: string,
  operatorAt: number,
  name: string,
): Reading<T> {
  if (operator !== '=' && operator !== '!=')
    return {problem: `${name} is a word: = or != can follow`, at: operatorAt, length: operator.length};
  if (value === '') return {problem: `a word must follow ${operator}`};
  const wanted = value.toLowerCase();
  return {
    matches: row => {
      const found = wordsOf(row);
      const words = typeof found === 'string' ? [found] : found;
      const isFound = words.some(each => each.toLowerCase().includes(wanted));
      return operator === '=' ? isFound : words.length > 0 && !isFound;
    },
    uses: name,
  };
}

/** Decimal, with k, M, G or T for thousands of thousands, in any case. */
function parseNumber(text: string): number | undefined {
  const match = /^(-?\d+(?:\.\d+)?)([kmgt]?)$/i.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * 1000 ** ' kmgt'.indexOf(match[2]?.toLowerCase() || ' ');
}
