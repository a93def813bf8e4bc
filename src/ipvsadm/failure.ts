/**
 * Why a command line was not carried out.
 * `usage` (exit 2) and `try` (exit 255) end a restore; `parser` (exit 255) is reported and the next line runs.
 */
export interface Failure {
  readonly type: 'usage' | 'try' | 'parser' | 'crash';
  /** Without the program's name and without a final newline. */
  readonly message: string;
}

export class CommandLineError extends Error {
  override readonly name = 'CommandLineError';

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

export function usage(message: string): CommandLineError {
  return new CommandLineError({type: 'usage', message});
}

/** Exit statuses of ipvsadm 1.31. */
export const exitCode = {done: 0, listing: 1, usage: 2, refused: 255, crash: 139} as const;

export function exitCodeOf(failure: Failure): number {
  return failure.type === 'usage' ? exitCode.usage : failure.type === 'crash' ? exitCode.crash : exitCode.refused;
}
