import type {Address} from '../../net/address.js';

/** What a filter can ask of the rows of one list. */
export interface FilterFields<T> {
  /** By name: numbers to compare; undefined where a row has none. */
  readonly numbers: Readonly<Record<string, (row: T) => number | undefined>>;
  /** By name: words to look into; an empty list where a row has none. */
  readonly words: Readonly<Record<string, (row: T) => string | readonly string[]>>;
  addresses(row: T): readonly Address[];
  /** NB: where there are as many as addresses, each is the port of the address at its place. */
  ports(row: T): readonly number[];
  /** Where words without a field's name are searched. */
  text(row: T): string;
}
