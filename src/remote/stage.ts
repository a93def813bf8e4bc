/** A dashboard without a terminal, here or on another host: keys in, frames out. */
export interface Stage {
  /** As it was told last; undefined before the first. */
  readonly frame: StageFrame | undefined;
  readonly glance: Glance | undefined;
  /** Called whenever one of both is another. */
  onChange: () => void;
  /** Called with columns, orders and such that were chosen, to be kept where the user is: the content of top.yaml that changes. */
  onSave: (preferences: Readonly<Record<string, unknown>>) => void;
  /** Called when a typed command, not a key, means something for the terminal. */
  onWish: (wish: LocalWish) => void;
  press(keys: readonly string[]): void;
  paste(text: string): void;
  resize(columns: number, rows: number): void;
  /** Frames come only of what is looked at; glances always. */
  show(isShown: boolean): void;
  /** Settles when what was begun is done, or put back. */
  close(): Promise<void>;
}

/** What a stage is opened with. */
export interface StageOptions {
  readonly columns: number;
  readonly rows: number;
  readonly isReadOnly: boolean;
  /** Seconds; undefined for what the preferences say. */
  readonly interval?: number | undefined;
  /** The text of the user's top.yaml, read with the names that host knows. */
  readonly preferences: string;
  /** Minutes east of Greenwich, of whoever looks. */
  readonly timeOffset: number;
  readonly isAscii: boolean;
}

export interface StageFrame {
  readonly rows: readonly StageRow[];
  /** How many keys it was pressed since it was opened: what the frame shows is as after them. */
  readonly pressed: number;
  /** Something is being typed: every key is meant for it. */
  readonly isTyping: boolean;
  /** What keys mean now that concern the terminal, not the director. */
  readonly local: Readonly<Record<string, LocalWish>>;
}

export type LocalWish = 'quit' | 'suspend' | 'repaint';

export interface StageRow {
  /** `role` is one of the theme's; an unknown one is plain. Text was escaped where it was made. */
  readonly line: readonly {readonly text: string; readonly role: string}[];
  readonly isSelected: boolean;
}

/** A director at a glance, for a line beside others. */
export interface Glance {
  /** Milliseconds since 1970, there; undefined before anything was read. */
  readonly at: number | undefined;
  /** Why there is no new data. */
  readonly problem: string | undefined;
  readonly services: number;
  readonly servers: number;
  readonly quiesced: number;
  readonly active: number;
  readonly inactive: number;
  readonly connectionsPerSecond: number;
  /** Services that take no connection: without servers, or all quiesced. */
  readonly down: number;
  readonly drains: number;
  /** What it says of its virtual routers: name and state; undefined where they are not watched. */
  readonly routers: readonly {readonly name: string; readonly state: string; readonly findings: number}[] | undefined;
  /**
   * The table as its configuration says, for comparing: service → settings, `service real` → weight and forwarding.
   * Undefined for a table that is too large to be sent (over 5,000 entries), or not read yet.
   */
  readonly table: Readonly<Record<string, string>> | undefined;
}
