import type {ValueKind} from './value-kind.js';

/** A directive of ldirectord.cf. `special`: its value is read by whoever reads the part it stands in. */
export interface Directive<T> {
  readonly value: ValueKind<T> | 'special';
  readonly meaning: string;
  /** What the code does when nothing is said, as it would be written; absent where there is no such value. */
  readonly default?: string;
  /** May stand more than once. */
  readonly repeats?: true;
  /** ldirectord warns of it; what to write instead. */
  readonly deprecated?: string;
}

export type Directives = Readonly<Record<string, Directive<unknown>>>;

/** What has been read of a table of directives. */
export type Settings<D extends Directives> = {
  -readonly [K in keyof D]?: D[K] extends Directive<infer T> ? T : never;
};

type Options = Pick<Directive<unknown>, 'default' | 'deprecated' | 'repeats'>;

export function directive<T>(value: ValueKind<T>, meaning: string, options: Options = {}): Directive<T> {
  return {value, meaning, ...options};
}

export function special(meaning: string, options: Options = {}): Directive<never> {
  return {value: 'special', meaning, ...options};
}

/** What ldirectord 4.12 refuses by name, with what to write instead. */
export const removed: Readonly<Record<string, string>> = {
  connecttimeout: 'negotiatetimeout',
  timeout: 'checktimeout and negotiatetimeout',
};
