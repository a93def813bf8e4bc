/** A server that something is wanted of: names as the report has them. */
export interface CheckedName {
  readonly pool: string;
  readonly server: string;
}

/** What the screen wants done by whoever checks. */
export type CheckWish =
  /** Somebody looks at the screen: the first time it is read, even where that signals a daemon. */
  | {readonly type: 'open'}
  /** Read it now: a person asks. */
  | {readonly type: 'ask'}
  | {readonly type: 'run'; readonly name: CheckedName}
  | {readonly type: 'history'; readonly name: CheckedName}
  | {readonly type: 'switch'; readonly wanted: SwitchWish};

/** Checks of a server, off or on. */
export interface SwitchWish {
  readonly name: CheckedName;
  readonly to: 'disabled' | 'enabled';
  readonly reason?: string | undefined;
}
