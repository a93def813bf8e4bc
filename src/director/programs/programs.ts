import type {Milliseconds} from '../../vrrp/intervals.js';

/** Runs what a configuration names: tracked scripts and those that are notified. */
export interface Programs {
  /**
   * Starts it in a process group of its own, without a shell; what it prints is dropped. When its time is over, all of
   * the group is killed. One that cannot even be killed, as it waits for a disk, has ended too, and is not gone.
   * @param onEnd called once, in a later turn
   */
  start(program: ProgramToRun, onEnd: (end: ProgramEnd) => void): RunningProgram;
}

export interface ProgramToRun {
  readonly command: readonly string[];
  /** Whose rights it has; undefined for keepalived_script where there is such a user, else nobody. */
  readonly user: string | undefined;
  readonly timeout: Milliseconds;
  /** What it reads on its standard input; undefined: nothing. */
  readonly input?: string;
}

export type ProgramEnd =
  | {readonly type: 'ended'; readonly status: number}
  | {readonly type: 'killed'; readonly signal: string}
  | {readonly type: 'too-long'}
  /** It could not be started. */
  | {readonly type: 'failed'; readonly words: string};

export interface RunningProgram {
  /** Kills the group; `onEnd` is called all the same. */
  kill(): void;
  /** No process of its number is there any more. */
  readonly isGone: boolean;
}

/** Behind a name: `ended with status 1`. */
export function programEndWords(end: ProgramEnd): string {
  switch (end.type) {
    case 'ended':
      return `ended with status ${end.status}`;
    case 'killed':
      return `was ended by ${end.signal}`;
    case 'too-long':
      return 'took too long and was killed';
    case 'failed':
      return `could not be started: ${end.words}`;
  }
}
