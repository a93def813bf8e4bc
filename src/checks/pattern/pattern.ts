/** A regular expression of keepalived (PCRE2) or ldirectord (Perl), as it is written. */
export interface Pattern {
  readonly source: string;
  /** As keepalived's regex_options has them: `caseless`, `multiline`, `dotall`, `extended`, …; ldirectord has none. */
  readonly options: readonly string[];
  /** Success is where it does not match: regex_no_match. */
  readonly mustNotMatch: boolean;
  /** Bytes from the start of what is searched, the body or the header with it, between which a match has to begin. */
  readonly leastOffset: number | undefined;
  readonly mostOffset: number | undefined;
}
