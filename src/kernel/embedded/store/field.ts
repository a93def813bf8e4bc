/** A value of a JSON text together with where it stands. What is not as it should be throws WrongField. */
export class Field {
  /** @param step what leads here from the parent: `.name` or `[index]` */
  constructor(
    readonly value: unknown,
    private readonly step = '',
    private readonly parent?: Field,
  ) {}

  get path(): string {
    return `${this.parent?.path ?? ''}${this.step}`.replace(/^\./, '');
  }

  /** A member of an object. */
  get(name: string): Field {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value))
      throw this.wrong('an object');
    const {value} = this as {value: Record<string, unknown>};
    return new Field(Object.hasOwn(value, name) ? value[name] : undefined, `.${name}`, this);
  }

  get isAbsent(): boolean {
    return this.value === undefined;
  }

  integer(least = 0, most = 0xffffffff): number {
    const {value} = this;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
      throw this.wrong(`a whole number from ${least} to ${most}`);
    return value;
  }

  number(least: number, most: number): number {
    const {value} = this;
    if (typeof value !== 'number' || !(value >= least && value <= most))
      throw this.wrong(`a number from ${least} to ${most}`);
    return value;
  }

  /** Milliseconds of the clock. */
  time(): number {
    return this.integer(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  }

  text(): string {
    if (typeof this.value !== 'string') throw this.wrong('a text');
    return this.value;
  }

  truth(): boolean {
    if (typeof this.value !== 'boolean') throw this.wrong('true or false');
    return this.value;
  }

  /** A count of 64 bits, written as a text of digits because JSON's numbers are not exact enough. */
  count(): bigint {
    if (typeof this.value !== 'string' || !/^\d{1,20}$/.test(this.value) || BigInt(this.value) >= 2n ** 64n)
      throw this.wrong('a text of digits');
    return BigInt(this.value);
  }

  oneOf<const T extends string>(words: readonly T[]): T {
    const word = words.find(known => known === this.value);
    if (word === undefined) throw this.wrong(words.map(known => `"${known}"`).join(' or '));
    return word;
  }

  list(): Field[] {
    if (!Array.isArray(this.value)) throw this.wrong('a list');
    return this.value.map((value, i) => new Field(value, `[${i}]`, this));
  }

  /** A text that `parse` understands. */
  parsed<T>(parse: (text: string) => T | undefined, description: string): T {
    const result = typeof this.value === 'string' ? parse(this.value) : undefined;
    if (result === undefined) throw this.wrong(description);
    return result;
  }

  wrong(expected: string): WrongField {
    const found = this.isAbsent ? 'is missing' : `is ${JSON.stringify(this.value)?.slice(0, 60)}`;
    return new WrongField(`${this.path === '' ? 'the whole' : this.path} ${found}, expected ${expected}`);
  }
}

export class WrongField extends Error {
  override readonly name = 'WrongField';
}
