/** Where in a document something is: names and indices from its root. */
export type Path = readonly (string | number)[];

/** Takes problems of a document by path; where that is in the file is asked for only then. */
export interface DocumentReport {
  problem(path: Path, message: string): void;
  /** A field that nobody knows: passed over. */
  unknown(path: Path): void;
}

/** The fields of an object within a document, each read as what it has to be. What is wrong is reported, and undefined. */
export class Fields {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #read = new Set<string>();

  /** @param value whatever stands there */
  constructor(
    value: unknown,
    readonly path: Path,
    private readonly report: DocumentReport,
  ) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) report.problem(path, `an object is expected here, not ${kindOf(value)}`);
    this.#fields = isObject ? (value as Record<string, unknown>) : {};
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== null;
  }

  problem(name: string | undefined, message: string): undefined {
    this.report.problem(name === undefined || !(name in this.#fields) ? this.path : [...this.path, name], message);
    return undefined;
  }

  integer(name: string, most: number, absent?: number): number | undefined {
    const value = this.#value(name);
    if (value === undefined && absent !== undefined) return absent;
    if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most) return value as number;
    return this.#wrong(name, value, `a whole number from 0 to ${most}`);
  }

  text(name: string, absent?: string): string | undefined {
    const value = this.#value(name);
    if (value === undefined && absent !== undefined) return absent;
    return typeof value === 'string' ? value : this.#wrong(name, value, 'a text');
  }

  truth(name: string, absent: boolean): boolean | undefined {
    const value = this.#value(name);
    if (value === undefined) return absent;
    return typeof value === 'boolean' ? value : this.#wrong(name, value, 'true or false');
  }

  /** Undefined where there is none, or null. */
  object(name: string): Fields | undefined {
    const value = this.#value(name);
    return value === undefined ? undefined : new Fields(value, [...this.path, name], this.report);
  }

  /** Nothing where there is none. */
  list(name: string): readonly {readonly value: unknown; readonly path: Path}[] {
    const value = this.#value(name);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value.map((one: unknown, i) => ({value: one, path: [...this.path, name, i]}));
    this.#wrong(name, value, 'a list');
    return [];
  }

  /** Tells of fields that were not asked for. @param known those that mean nothing here */
  end(known: ReadonlySet<string>): void {
    for (const name of Object.keys(this.#fields))
      if (!this.#read.has(name) && !known.has(name)) this.report.unknown([...this.path, name]);
  }

  #value(name: string): unknown {
    this.#read.add(name);
    return this.#fields[name] ?? undefined;
  }

  #wrong(name: string, value: unknown, expected: string): undefined {
    return this.problem(
      name,
      value === undefined
        ? `${name} is missing: ${expected} is expected`
        : `${name} is ${kindOf(value)}: ${expected} is expected`,
    );
  }
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return JSON.stringify(value);
}
