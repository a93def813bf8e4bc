import type {ChosenRemedy} from '../../doctor/remedies/chosen-remedies.js';

/** What became of the remedies. */
export interface FixResult {
  readonly changes: readonly FixedChange[];
  /** Files for the next boot, with the lines that were added or changed in them. */
  readonly lasting: readonly LastingFile[];
  /** The entry of the journal that has the changes of IPVS; undefined where there is none. */
  readonly journal: number | undefined;
}

export interface FixedChange extends ChosenRemedy {
  readonly result: 'planned' | 'made' | 'failed';
  /** Why it failed. */
  readonly words: string | undefined;
  /** The command that takes it back. */
  readonly inverse: string | undefined;
}

export interface LastingFile {
  readonly file: string;
  readonly lines: readonly string[];
  readonly result: 'planned' | 'written' | 'failed';
  readonly words: string | undefined;
}
