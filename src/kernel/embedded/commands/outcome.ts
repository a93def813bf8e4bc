import {type ErrnoCode, errnoNumber} from '../../../ipvs/errno.js';
import type {PolicyViolation} from '../wire/policy.js';

/** Why the kernel refuses a request: a positive error number, and what an extended acknowledgement would say. */
export class Failure {
  readonly errno: number;

  constructor(
    code: ErrnoCode,
    readonly violation?: PolicyViolation,
  ) {
    this.errno = errnoNumber(code);
  }
}

/** What became of a request: undefined where it was done. */
export type Outcome = Failure | undefined;
