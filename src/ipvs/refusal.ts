import type {Change} from './change.js';
import {errnoCode, errnoText} from './errno.js';

/** What was asked of the kernel when it refused: a change, or a way of reading. */
export type Operation = Change['type'] | 'list' | 'information';

/** The kernel understood a request and said no. The words for people depend on operation and errno: see src/ipvsadm/words. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly operation: Operation,
    /** A positive error number of <asm-generic/errno.h>. */
    readonly errno: number,
  ) {
    super(`${operation}: ${errnoText(errno)} (${errnoCode(errno)})`);
  }
}

/** What the table showed after an answer was lost. */
export type Finding = 'as asked' | 'not as asked' | 'cannot be told';

/** Whether a change was made is not known: the kernel's answer was lost (ENOBUFS). The table was read again since. */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome';

  constructor(
    readonly operation: Operation,
    readonly finding: Finding,
    /** Why the answer was lost, in words. */
    why?: string,
  ) {
    const lost = `The kernel's answer was lost${why === undefined ? '' : ` (${why})`}`;
    super(
      finding === 'cannot be told'
        ? `${lost}, and the table cannot show whether it was done`
        : `${lost}; read again, the table is ${finding}`,
    );
  }
}

/** Bundles may each carry this module: errors are told apart by name, not by class. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === 'Refusal';
}
