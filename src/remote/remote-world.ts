import type {Milliseconds} from '../vrrp/intervals.js';

/** How a process ended. */
export interface ShellEnd {
  readonly status: number | undefined;
  readonly signal: string | undefined;
  /** It could not be started: why. */
  readonly failure: string | undefined;
}

export interface ShellListener {
  onOutput(piece: Buffer): void;
  onErrors(piece: Buffer): void;
  /** Once, the last of all. */
  onEnd(end: ShellEnd): void;
}

/** A running ssh(1), or an `lvsctl rpc` of this machine. */
export interface ShellProcess {
  write(text: string): void;
  /** Bytes that it has not taken. */
  readonly unwritten: number;
  /** Ends it. It is not listened to any more. */
  end(): void;
}

/** What reaching other hosts gets from outside. */
export interface RemoteWorld {
  /** @param program with its words */
  start(program: readonly string[], listener: ShellListener): ShellProcess;
  /** Since 1970, of a clock that does not jump. */
  clock(): Milliseconds;
  /** Calls once after so long. @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
  /** What stands for ssh(1), with its first words: $LVSCTL_SSH. */
  readonly shell: readonly string[];
  /** The lvsctl of this machine, with the words that start it. */
  readonly lvsctl: readonly string[];
  readonly version: string;
}
