/** A line of a kernel's text that is not of the form this program knows. Nothing was concluded from it. */
export class UnknownLine extends Error {
  override readonly name = 'UnknownLine';

  constructor(
    readonly path: string,
    /** Counted from 1. */
    readonly line: number,
    text: string,
  ) {
    super(`${path}: line ${line} is of an unknown form: ${JSON.stringify(text.slice(0, 120))}`);
  }
}
