import type {Change} from '../../ipvs/change.js';
import type {Milliseconds} from '../milliseconds.js';

/** A change of the table that was made through lvsctl, by command or key. Texts are from outside. */
export interface JournalEntry {
  /** 1 for the first of a namespace; never used again. */
  readonly id: number;
  /** When it was begun, since 1970. */
  readonly at: Milliseconds;
  /** Whoever is at the terminal: SUDO_USER, else the login name. */
  readonly user: string;
  readonly pid: number;
  /** The boot of the machine it was made in: what the kernel had is gone with it. */
  readonly boot: string;
  /** The command line, or what was done: `lvsctl drain 10.1.0.11`, `lvsctl top: quiesce 10.1.0.11:80`. */
  readonly command: string;
  readonly reason: string | undefined;
  /** The entry that this one takes back. */
  readonly undoes: number | undefined;
  readonly steps: readonly JournalStep[];
}

/** NB: as values and not as commands: ipvsadm cannot say everything that a table can have. */
export interface JournalStep {
  readonly change: JournalChange;
  /** What takes it back, in order; undefined where nothing does. */
  readonly inverse: readonly JournalChange[] | undefined;
}

/** Of the table, or of a sysctl below net.ipv4.vs, as its file shows it. */
export type JournalChange = Change | {readonly type: 'set-sysctl'; readonly name: string; readonly value: string};

/** How it ended. An entry without an end is of a process that still runs, or died. */
export interface JournalEnd {
  readonly id: number;
  readonly at: Milliseconds;
  /** The words of each refusal, by the number of its step. */
  readonly refusals: Readonly<Record<number, string>>;
}

export type JournalLine =
  | {readonly type: 'entry'; readonly entry: JournalEntry}
  | {readonly type: 'end'; readonly end: JournalEnd};
