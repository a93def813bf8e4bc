/** A page of help: what the terminal, the manual and the reference show, each in its own way. `code` stands in backticks. */
export interface Page {
  /** Of a command or a topic: `vrrp switch`, `exit-codes`. */
  readonly name: string;
  readonly summary: string;
  /** All terms of the page in one column. */
  readonly isAligned?: true;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A paragraph; terms with their meanings; command lines with what they do; lines as they are. */
export type Block = string | {readonly rows: Rows} | {readonly examples: Rows} | {readonly lines: readonly string[]};

export type Rows = readonly (readonly [term: string, meaning: string])[];
