/** The checks in numbers: part of the director's state. */
export interface ChecksSummary {
  readonly pools: number;
  readonly poolsWithoutQuorum: number;
  readonly servers: number;
  readonly down: number;
  readonly unknown: number;
  readonly disabled: number;
  readonly checks: number;
  /** What is wrong with the table or with the checks themselves, a line each. */
  readonly problems: readonly string[];
}

/** Checks that an operator has switched off. Texts are from outside. */
export interface DisabledChecks {
  /** Undefined: whichever pool it is in. */
  readonly pool: string | undefined;
  /** As operators name it: `10.0.0.11`, `10.0.0.11:80`. */
  readonly server: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly owner: string | undefined;
  readonly reason: string | undefined;
}
