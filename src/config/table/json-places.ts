import type {Path} from './fields.js';

/** Where a text is no JSON. */
export class NotJson extends Error {
  override readonly name = 'NotJson';

  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

interface Place {
  readonly offset: number;
  readonly inner?: Map<string | number, Place>;
}

/**
 * Where in a JSON text each value begins. The text is read anew, so this is for the case that something is wrong.
 * @returns the offset of the value at a path, else of the last one on the way to it
 * @throws NotJson
 */
export function jsonPlaces(text: string): (path: Path) => number {
  const scanner = new Scanner(text);
  const root = scanner.document();
  return path => {
    let place = root;
    for (const step of path) place = place.inner?.get(step) ?? place;
    return place.offset;
  };
}

/** RFC 8259. */
class Scanner {
  #at = 0;
  #depth = 0;

  constructor(private readonly text: string) {}

  document(): Place {
    const place = this.#value();
    this.#blanks();
    if (this.#at < this.text.length) this.#fail('nothing more is expected here');
    return place;
  }

  #value(): Place {
    this.#blanks();
    const offset = this.#at;
    const first = this.text[this.#at];
    if (first === '{' || first === '[') return {offset, inner: this.#container(first)};
    if (first === '"') this.#text();
    else if (!this.#take(/(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y))
      this.#fail('a value is expected here');
    return {offset};
  }

  #container(open: '{' | '['): Map<string | number, Place> {
    const inner = new Map<string | number, Place>();
    const close = open === '{' ? '}' : ']';
    if (++this.#depth > 500) this.#fail('this is nested too deep');
    this.#at++;
    this.#blanks();
    for (let index = 0; this.text[this.#at] !== close; index++) {
      if (index > 0 && !this.#take(/,/y)) this.#fail(`, or ${close} is expected here`);
      const name = open === '{' ? this.#name() : index;
      inner.set(name, this.#value());
      this.#blanks();
    }
    this.#at++;
    this.#depth--;
    return inner;
  }

  #name(): string {
    this.#blanks();
    if (this.text[this.#at] !== '"') this.#fail('a name in double quotes is expected here');
    const name = this.#text();
    this.#blanks();
    if (!this.#take(/:/y)) this.#fail(': is expected here');
    return name;
  }

  #text(): string {
    const start = this.#at;
    const written = this.#take(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y);
    if (written === undefined) this.#fail('this text does not end, or has characters that JSON wants escaped', start);
    return JSON.parse(written) as string;
  }

  #blanks(): void {
    this.#take(/[ \t\r\n]*/y);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #fail(message: string, offset = this.#at): never {
    throw new NotJson(message, offset);
  }
}
