import type {Milliseconds} from '../vrrp/intervals.js';

/** A process of this machine. Texts are from outside. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Name of the kernel's task: at most 15 characters. */
  readonly name: string;
  readonly arguments: readonly string[];
  /** The program file, as /proc/PID/exe has it; undefined where it may not be read. */
  readonly program: string | undefined;
  readonly state: 'running' | 'stopped' | 'zombie';
  /** Clock ticks since boot: with the pid, who it is. */
  readonly startTicks: bigint;
  /** Since 1970. */
  readonly startedAt: Milliseconds;
}

/** What a program printed and how it ended; `status` undefined: it was killed, by us after its time or by another. */
export interface ProgramResult {
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FileFacts {
  readonly inode: bigint;
  readonly device: bigint;
  readonly kind: 'file' | 'folder' | 'fifo' | 'link' | 'other';
  readonly owner: number;
  /** Of the permissions, such as 0o600. */
  readonly mode: number;
  readonly links: number;
  readonly size: number;
  readonly modifiedAt: Milliseconds;
}

/** What managers see of the machine, and do to it. Files are read with node:fs where nothing speaks against it. */
export interface Machine {
  /** Those whose network namespace is ours, by pid. Reads /proc; forks nothing, signals nobody. */
  processes(): readonly Process[];
  /** This one, if it is there; in whatever namespace. */
  process(pid: number): Process | undefined;
  /** A variable it was started with; undefined where there is none or it may not be read. */
  environmentOf(pid: number, variable: string): string | undefined;
  /**
   * Calls once when it has ended (pidfd; no polling), in a later turn; at once where it is gone or is another by now.
   * @returns what ends the waiting
   */
  onExit(process: Pick<Process, 'pid' | 'startTicks'>, call: () => void): () => void;
  /**
   * Sends a signal to just this process, never to one that has its number now.
   * @throws Error with `code`: ESRCH, EPERM
   */
  signal(process: Pick<Process, 'pid' | 'startTicks'>, signal: number): void;
  /** Runs a program without a shell, with nothing on its standard input. Rejects with `code` when it cannot be started. */
  run(program: string, words: readonly string[], options: {readonly timeout: Milliseconds}): Promise<ProgramResult>;
  /** Of the name itself, links not followed; undefined where there is nothing. */
  facts(path: string): FileFacts | undefined;
  /**
   * Opens a FIFO that is there, and keeps it open for writers that come and go.
   * @param onText pieces as they come, in order; `isBacklog` for what was in it before
   * @throws Error with `code`; ENXIO where it is no FIFO
   */
  readFifo(path: string, onText: (text: string, isBacklog: boolean) => void): () => void;
  /** Calls after files of a folder were written, made, renamed or removed there (inotify). @returns what ends it */
  onFolderChange(folder: string, call: (name: string | undefined) => void): () => void;
}
