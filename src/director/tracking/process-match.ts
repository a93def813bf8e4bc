import type {TrackedProcess} from '../../vrrp/router/configuration.js';

/** A process as tracking sees it. Texts are from outside. */
export interface SeenProcess {
  readonly pid: number;
  readonly startTicks: bigint;
  /** Of the task: at most 15 characters. */
  readonly name: string;
  /** The program's file; undefined where it may not be read. */
  readonly program: string | undefined;
}

/** What is in the way of a whole name: TASK_COMM_LEN of Linux, without its NUL. */
const longestName = 15;

/** Whether it is one of those meant: by its program's path, by the program's name, or by the name of its task. */
export function isMeant({process: wanted}: Pick<TrackedProcess, 'process'>, seen: SeenProcess): boolean {
  const program = seen.program?.replace(/ \(deleted\)$/, '');
  if (wanted.includes('/')) return program === wanted;
  if (wanted.length > longestName && program !== undefined) return program.endsWith(`/${wanted}`);
  return seen.name === wanted.slice(0, longestName) || program?.endsWith(`/${wanted}`) === true;
}

/** Whether so many of them are as many as there should be. */
export function isEnough({quorum, mostQuorum}: Pick<TrackedProcess, 'quorum' | 'mostQuorum'>, count: number): boolean {
  return count >= quorum && (mostQuorum === undefined || count <= mostQuorum);
}
