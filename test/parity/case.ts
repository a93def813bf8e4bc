/** One command line to run, with what must be true before it and what is read after it. */
export interface Case {
  id: string;
  /** Shell commands that build the table; simple `ipvsadm …` ones need no shell. */
  setup: readonly string[];
  /** Empty the table and stop the daemons before `setup`. */
  reset: boolean;
  /** Cases of the same name share one table: only the first of a run resets and builds it. */
  table?: string;
  argv: readonly string[];
  stdin?: string;
  uid?: number;
  env?: Readonly<Record<string, string>>;
  /** A shell command that shows what the case has left. */
  after?: string;
}

export interface Result {
  stdout: string;
  stderr: string;
  /** An exit code, or minus the number of the signal that ended the program. */
  code: number;
}

export interface Outcome extends Result {
  id: string;
  after?: Result;
  milliseconds: number;
}

/** What a batch of cases is run with: written as JSON for `batch.ts`. */
export interface Job {
  /** A file that gets one Outcome a line; relative to the folder of the job's own file. */
  results: string;
  /** `spawned`: whatever the PATH finds as ipvsadm. `in-process`: runProgram of `main`, where the case allows it. */
  mode: 'spawned' | 'in-process';
  /** The compiled module that exports runProgram; needed in process. */
  main?: string;
  /** The real ipvsadm that resets tables and builds them for spawned programs; without it, `kernelFile` is removed. */
  operator?: string;
  /** The file of the embedded kernel. */
  kernelFile?: string;
  env?: Readonly<Record<string, string>>;
  /** The batch gives up on a case after so long. */
  secondsEach: number;
  /** The batch stops taking cases after so long. */
  seconds: number;
  cases: readonly Case[];
}

/** The words of a command that needs no shell and runs one of ipvsadm's names, else undefined. */
export function simpleCommand(command: string): string[] | undefined {
  const words = command.split(' ').filter(word => word !== '');
  return isOwnName(words[0] ?? '') && !/["'$`|;&<>*?\\#]/.test(command) ? words : undefined;
}

export function isOwnName(name: string): boolean {
  return ['ipvsadm', 'ipvsadm-save', 'ipvsadm-restore', '/sbin/ipvsadm'].includes(name);
}
