import type {Place} from '../config/keepalived/problem.js';

/** error: it does not work, or not as written. warning: it works, and will not when it matters. hint: worth a look. */
export const lintSeverities = ['error', 'warning', 'hint'] as const;
export type LintSeverity = (typeof lintSeverities)[number];

/** Something in a file that is not as it should be. Texts may be from outside; control characters in them are escaped. */
export interface LintProblem extends Place {
  readonly severity: LintSeverity;
  /** Stable, in kebab-case: docs/lint.md. */
  readonly code: string;
  /** What stands there, and what is wrong with it. */
  readonly message: string;
  /** What comes of it. */
  readonly consequence: string;
  /** What to write instead. */
  readonly correction: string;
}
