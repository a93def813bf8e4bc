import type {Place} from '../config/keepalived/problem.js';
import type {LintSeverity} from './lint-problem.js';

/** What a code stands for, whatever file it is found in. */
export interface CodeWords {
  readonly code: string;
  readonly severity: LintSeverity;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What comes of it, unless a finding says it better. */
  readonly consequence: string;
  /** What to write instead, unless a finding says it better. */
  readonly correction: string;
  /** For --explain: why it is so. */
  readonly explanation?: string;
  /** For --explain: how to see it on a machine that runs. */
  readonly howToSee?: string;
}

/** One place where a rule is broken. */
export interface Finding {
  readonly place: Place;
  readonly message: string;
  readonly consequence?: string;
  readonly correction?: string;
  readonly severity?: LintSeverity;
}

/** A rule over what was read of a file, or of the files of a pair. Pure. */
export interface LintRule<Subject> extends CodeWords {
  check(subject: Subject): Iterable<Finding>;
}

/** What another reader says, as a code of ours. */
export interface ReaderCode extends CodeWords {
  /** The reader's own code; undefined where it has none. */
  readonly from?: string;
  /** Its message; undefined for any. */
  readonly says?: RegExp;
  /** The keyword, in the block that the reader names, at which the mistake is. */
  readonly at?: string;
}
