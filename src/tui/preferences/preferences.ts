/** What the file top.yaml says: what is absent is left as it comes. */
export interface Preferences {
  /** Names of keys by intention, or by `scope.intention`; an empty list leaves it without a key. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** Names of columns by screen, from the left. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** The name of the column that is sorted, by screen. */
  readonly sort: Readonly<Record<string, string>>;
  /** Seconds between two refreshes. */
  readonly interval?: number;
  readonly theme?: 'auto' | 'dark' | 'light';
  readonly hideIdle?: boolean;
}

export const noPreferences: Preferences = {keys: {}, columns: {}, sort: {}};

/** How each is called in the file. */
export const preferenceNames = {
  keys: 'keys',
  columns: 'columns',
  sort: 'sort',
  interval: 'interval',
  theme: 'theme',
  hideIdle: 'hide-idle',
} as const satisfies Readonly<Record<keyof Preferences, string>>;
