/** The kernel's answer is not what the protocol allows: truncated, oversized, or of other content. Nothing was concluded from it. */
export class MalformedReply extends Error {
  override readonly name = 'MalformedReply';

  constructor(
    /** Dotted path of the attribute, or empty for the message itself. */
    readonly path: string,
    problem: string,
  ) {
    super(`malformed reply from the kernel: ${path === '' ? 'the message' : path} ${problem}`);
  }
}
