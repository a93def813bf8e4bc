/** A position in a configuration file; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** refused: keepalived does not start with it. ignored: it goes on without what was written. warning: it does what was written. */
export type Severity = 'refused' | 'ignored' | 'warning';

export interface Problem extends Place {
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly message: string;
  /** What keepalived 2.2.7 does with it. */
  readonly effect: string;
  /** What `keepalived -t` exits with if there is nothing worse; absent when it only logs, or says nothing. */
  readonly exit?: number;
}

interface Kind {
  readonly severity: Severity;
  readonly exit?: number;
  readonly effect: string;
}

/**
 * Every kind of problem, with config_err_t of keepalived's parser.h behind it: the exit of `keepalived -t` is 4 when
 * nothing but CONFIG_FATAL and its like was reported, 6 for CONFIG_SECURITY_ERROR and for included files that are
 * missing, 5 for everything else; a missing parameter ends the process with 2 where it is met, and there are lines that
 * 2.2.7 crashes on, which a shell shows as 139.
 */
export const problemKinds = {
  crash: {severity: 'refused', exit: 139, effect: 'keepalived crashes'},
  'unknown-keyword': {severity: 'ignored', exit: 5, effect: 'keepalived skips the line'},
  'missing-parameter': {severity: 'refused', exit: 2, effect: 'keepalived refuses the whole configuration'},
  'missing-value': {severity: 'ignored', exit: 5, effect: 'keepalived ignores the line'},
  'invalid-number': {severity: 'ignored', exit: 5, effect: 'keepalived ignores the line'},
  'invalid-value': {severity: 'ignored', exit: 5, effect: 'keepalived ignores the line'},
  'unmatched-quote': {severity: 'ignored', exit: 5, effect: 'keepalived drops the rest of the line'},
  'unexpected-brace': {severity: 'ignored', exit: 5, effect: 'keepalived ignores the brace'},
  'missing-brace': {severity: 'ignored', exit: 5, effect: 'keepalived reads on as if it were there'},
  'extra-words': {severity: 'ignored', exit: 5, effect: 'keepalived ignores the other words'},
  duplicate: {severity: 'ignored', exit: 5, effect: 'keepalived keeps the first and ignores this one'},
  deprecated: {severity: 'warning', exit: 5, effect: 'keepalived still takes it'},
  'unknown-name': {severity: 'ignored', exit: 5, effect: 'keepalived ignores the line'},
  'unknown-interface': {severity: 'refused', exit: 5, effect: 'keepalived does not start without the interface'},
  'no-interface': {severity: 'refused', exit: 4, effect: 'keepalived does not start'},
  'incomplete-block': {severity: 'ignored', exit: 5, effect: 'keepalived ignores the block'},
  inconsistent: {severity: 'refused', exit: 5, effect: 'keepalived does not start'},
  corrected: {severity: 'warning', exit: 5, effect: 'keepalived corrects it'},
  'questionable-value': {severity: 'warning', exit: 5, effect: 'keepalived does as told'},
  'script-security': {severity: 'warning', exit: 6, effect: 'keepalived runs the scripts all the same'},
  'missing-include': {severity: 'refused', exit: 6, effect: 'keepalived does not start'},
  'endless-include': {severity: 'refused', exit: 6, effect: 'keepalived runs out of files'},
  'endless-expansion': {severity: 'refused', exit: 2, effect: 'keepalived never finishes reading'},
  'long-line': {severity: 'warning', effect: 'keepalived reads the rest as another line'},
  note: {severity: 'warning', effect: 'keepalived only logs it'},
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof problemKinds;

export type Report = (code: ProblemCode, place: Place, message: string, effect?: string) => void;

export function problem(code: ProblemCode, place: Place, message: string, effect?: string): Problem {
  const kind: Kind = problemKinds[code];
  return {
    file: place.file,
    line: place.line,
    column: place.column,
    severity: kind.severity,
    code,
    message,
    effect: effect ?? kind.effect,
    ...(kind.exit === undefined ? {} : {exit: kind.exit}),
  };
}

/** What `keepalived -t` exits with: the one that ends the process, else the gravest that it remembers. */
export function verdictOf(problems: readonly Problem[]): number {
  return gravity.find(exit => problems.some(problem => problem.exit === exit)) ?? 0;
}

const gravity = [139, 2, 6, 5, 4];

/** `/etc/keepalived/keepalived.conf:12:3: unknown keyword "prioriti": keepalived skips the line` */
export function formatProblem({file, line, column, message, effect}: Problem): string {
  return `${file}:${line}:${column}: ${message}; ${effect}`;
}

/** Thrown where keepalived ends the process; nothing after it is read. */
export class Refused extends Error {}
