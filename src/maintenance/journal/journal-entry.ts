import type {Change} from '../../ipvs/change.js';
import type {BeforeAll} from '../../ipvs/inverses.js';
import type {Milliseconds} from '../milliseconds.js';

/** A change that was made through lvsctl, by command or key: of the table, or one without `changes`. Texts are from outside. */
export interface JournalEntry {
  /** 1 for the first of a namespace; never used again. */
  readonly id: number;
  /** When it was begun, since 1970. */
  readonly at: Milliseconds;
  /** Whoever is at the terminal: SUDO_USER, else the login name. */
  readonly user: string;
  readonly pid: number;
  /** When that process began, in ticks since the boot: others get its number after it. */
  readonly started: string;
  /** The boot of the machine it was made in: what the kernel had is gone with it. */
  readonly boot: string;
  /** The command line, or what was done: `lvsctl drain 10.1.0.11`, `lvsctl top: quiesce 10.1.0.11:80`. */
  readonly command: string;
  readonly reason: string | undefined;
  /** The entry that this one takes back. */
  readonly undoes: number | undefined;
  /** Of what is no change of the table: the command that takes it back. */
  readonly inverse?: string;
  /** In the order in which they are made. NB: values and not commands: ipvsadm cannot say everything that a table can have. */
  readonly changes: readonly JournalChange[];
  readonly before: JournalBefore;
}

/** Of the table, or of a sysctl below net.ipv4.vs, as its file shows it. */
export type JournalChange = Change | {readonly type: 'set-sysctl'; readonly name: string; readonly value: string};

/**
 * What there was of everything that the changes touch, just before. What is not in it was not there: of a service that
 * is edited or whose servers are touched, only those servers are told of; of one that is deleted, all.
 */
export interface JournalBefore extends BeforeAll {
  readonly sysctls?: Readonly<Record<string, string>>;
}

/** How it ended. An entry without an end is of a process that still runs, or died. */
export interface JournalEnd {
  readonly id: number;
  readonly at: Milliseconds;
  /** Why a change was not made, in words, by its place; those that nobody knows of are in `unknown` too. */
  readonly refusals: Readonly<Record<number, string>>;
  /** Places of changes whose answer was lost: only the table shows whether they were made. */
  readonly unknown?: readonly number[];
  /** Of changes that are in force all or none, where they are not: then `refusals` has for each why. */
  readonly ending?: BatchEnding;
}

/** `not made`: none was begun. `partly put back`: only the table shows what is left of them. */
export type BatchEnding = 'not made' | 'put back' | 'partly put back';

export type JournalLine =
  | {readonly type: 'entry'; readonly entry: JournalEntry}
  | {readonly type: 'end'; readonly end: JournalEnd};
