import type {FilterFields} from './fields.js';
import {readComparison} from './comparison.js';
import type {Reading} from './reading.js';
import {readPlace} from './place.js';

export type Filter<T> =
  | {
      readonly ok: true;
      matches(row: T): boolean;
      /** Every row matches. */
      readonly isEmpty: boolean;
      /** The fields of numbers and words it looks at. */
      readonly uses: ReadonlySet<string>;
    }
  | {
      readonly ok: false;
      readonly message: string;
      /** Where in the text the mistake is, in characters. */
      readonly at: number;
      readonly length: number;
    };

/**
 * Reads words separated by blanks, all of which must hold for a row; `!` before one turns it round. A word is a comparison
 * (`weight=0`, `conn/s>=5k`, `state=quiesced`, `port=443`), a port (`:443`), an address, an endpoint or a prefix
 * (`10.1.0.11`, `10.1.0.11:8080`, `10.0.0.0/8`), or part of the row's text in any case.
 */
export function parseFilter<T>(text: string, fields: FilterFields<T>): Filter<T> {
  const conditions: ((row: T) => boolean)[] = [];
  const uses = new Set<string>();
  for (const {0: word, index} of text.matchAll(/\S+/g)) {
    const isNegated = word.startsWith('!');
    const bare = isNegated ? word.slice(1) : word;
    const reading = readWord(bare, fields);
    if ('problem' in reading) {
      const {problem, at = 0, length = bare.length - at} = reading;
      return {ok: false, message: `${word}: ${problem}`, at: index + (isNegated ? 1 : 0) + at, length};
    }
    conditions.push(isNegated ? row => !reading.matches(row) : reading.matches);
    if (reading.uses !== undefined) uses.add(reading.uses);
  }
  const matches = (row: T) => conditions.every(holds => holds(row));
  return {ok: true, matches, isEmpty: conditions.length === 0, uses};
}

function readWord<T>(word: string, fields: FilterFields<T>): Reading<T> {
  if (word === '') return {problem: 'what shall not be must follow the !'};
  return readComparison(word, fields) ?? readPlace(word, fields) ?? containsText(word, fields);
}

function containsText<T>(word: string, fields: FilterFields<T>): Reading<T> {
  const wanted = word.toLowerCase();
  return {matches: row => fields.text(row).toLowerCase().includes(wanted)};
}
