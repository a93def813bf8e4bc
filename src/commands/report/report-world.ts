import type {Machine} from '../../managers/machine.js';
import type {Milliseconds} from '../../vrrp/intervals.js';

/** What a report gets of this machine, beyond what every command gets. */
export interface ReportWorld extends Pick<Machine, 'run' | 'processes'> {
  readonly host: string;
  readonly version: string;
  /** In front of the paths of all files that are read: empty. */
  readonly root: string;
  /** What pseudonyms are made with: the same for all reports of this machine, and unknown to others. */
  readonly key: string;
  /** Calls once after so long. @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
  /** Runs another command line of lvsctl in this process. Resolves to its exit status. */
  runCommand(words: readonly string[], output: CommandOutput): Promise<number>;
  /** To standard output. */
  writeOut(bytes: Uint8Array): void;
}

export interface CommandOutput {
  readonly stdout: {write(text: string): unknown};
  readonly stderr: {write(text: string): unknown};
  /** Ends it, as Ctrl-C would. */
  readonly interruption: AbortSignal;
}
