import {errnoCode, errnoText} from '../../ipvs/errno.js';

/** The kernel answered a request with an error number. */
export class KernelError extends Error {
  override readonly name = 'KernelError';

  constructor(
    /** Positive, of <asm-generic/errno.h>. */
    readonly errno: number,
  ) {
    super(`${errnoText(errno)} (${errnoCode(errno)})`);
  }
}
