import type {CheckHistoryEntry, CheckRun, ChecksReport} from '../director/protocol/checks-report.js';

/** Whoever checks the servers of a table, as commands and the dashboard ask it. Texts that it gives are from outside. */
export interface CheckSource {
  /** `director`, `keepalived`, `ldirectord`; of several `keepalived and ldirectord`. */
  readonly name: string;
  /**
   * `told`: it tells of changes by itself, and may be read at any time; `files`: its files are read, which nobody notices;
   * `signal`: reading it signals a daemon and makes it write a file: only when a person asks.
   */
  readonly reading: 'told' | 'files' | 'signal';
  /** The configurations that its checks are from, where it does not run them on request itself. */
  readonly files: readonly CheckFile[];
  /** How it is now. Rejects with an error that says what to do. */
  read(): Promise<ChecksReport>;
  /** What was read last, with what was told since: nobody is asked. */
  readonly last?: ChecksReport | undefined;
  /** What happened, the oldest first. @param server undefined: to all of them */
  history(server: string | undefined): Promise<CheckHistory>;
  /** What it cannot do, with what to do instead, a sentence each: it rejects then, or has no such method. */
  readonly cannot: Readonly<Partial<Record<CheckDeed, string>>>;
  /** Its checks of a server, now. @param server `10.0.0.11`, `10.0.0.11:80` @param pool by name; undefined: wherever it is */
  run?(server: string, pool: string | undefined): Promise<readonly CheckRun[]>;
  /** No checks of a server: it stays as it is. */
  disable?(wish: DisableWish): Promise<void>;
  enable?(server: string, pool: string | undefined): Promise<void>;
  /** Calls when anything may be different: to be read again. @returns what ends it */
  watch?(onChange: () => void): () => void;
  close(): void;
}

/** A configuration of whoever checks, as it reads it. */
export interface CheckFile {
  readonly path: string;
  /** keepalived's -i. */
  readonly configId: string | undefined;
  readonly hostname: string | undefined;
}

export type CheckDeed = 'run' | 'disable';

export interface DisableWish {
  readonly server: string;
  readonly pool: string | undefined;
  readonly owner: string | undefined;
  readonly reason: string | undefined;
}

export interface CheckHistory {
  readonly entries: readonly CheckHistoryEntry[];
  /** Where it is from, how far it goes back, a line each. */
  readonly notes: readonly string[];
}
