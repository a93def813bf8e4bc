/** One run of the program, whoever starts it. */
export interface Invocation {
  /** The name it was called by, as messages show it: lvsctl, ipvsadm, ipvsadm-save or ipvsadm-restore, with or without a folder. */
  readonly name: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly stdout: {write(text: string): unknown};
  readonly stderr: {write(text: string): unknown};
  /** Whether standard output is a terminal; absent counts as no. */
  readonly isTerminal?: () => Promise<boolean>;
  /** What stands for Ctrl-C; absent: the signals of this process. */
  readonly interruption?: AbortSignal;
  /** Whoever asks may only read: a command that may change something, or names a file, rejects with ProtocolError. */
  readonly isReadOnly?: boolean;
}
