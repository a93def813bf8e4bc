/** A file that is no state of an embedded kernel, or none that this program can read. Nothing was changed. */
export class StateFileError extends Error {
  override readonly name = 'StateFileError';

  constructor(
    readonly file: string,
    problem: string,
  ) {
    super(`${file}: ${problem}; the file was left as it is: name another in LVSCTL_KERNEL, or remove it`);
  }
}
