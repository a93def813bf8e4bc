/** What a word of a filter means, or what is wrong with it. */
export type Reading<T> =
  | {
      readonly matches: (row: T) => boolean;
      /** The field of numbers or words it looks at. */
      readonly uses?: string;
    }
  | {
      readonly problem: string;
      /** The part of the word that is wrong, in characters; without it, all from `at`, or the whole word. */
      readonly at?: number;
      readonly length?: number;
    };
