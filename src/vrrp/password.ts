/**
 * The 8 bytes of simple text authentication (RFC 2338 §5.3.6 type 1, keepalived's auth_type PASS), zeros at the end.
 * A class, for its private field keeps them out of logs, JSON and inspections: they are shown nowhere.
 */
export class Password {
  static readonly length = 8;
  readonly #bytes: Uint8Array;

  /** Shorter ones are filled with zeros; of longer ones the first 8 bytes count, as keepalived cuts them. */
  constructor(bytes: Uint8Array) {
    this.#bytes = new Uint8Array(Password.length);
    this.#bytes.set(bytes.subarray(0, Password.length));
  }

  /** Takes as long for any other password. */
  isSame(other: Password): boolean {
    let difference = 0;
    for (let i = 0; i < Password.length; i++) difference |= (this.#bytes[i] as number) ^ (other.#bytes[i] as number);
    return difference === 0;
  }

  /** For the wire only. */
  write(bytes: Uint8Array, offset: number): void {
    bytes.set(this.#bytes, offset);
  }

  toJSON(): string {
    return '(hidden)';
  }

  toString(): string {
    return '(hidden)';
  }
}

/** The password of a configuration file. */
export function passwordFromText(text: string): Password {
  return new Password(new TextEncoder().encode(text));
}
