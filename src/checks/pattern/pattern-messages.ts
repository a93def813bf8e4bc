/** To the thread of patterns. */
export interface PatternTask {
  readonly task: number;
  readonly source: string;
  readonly options: readonly string[];
  /** Bytes as latin1. */
  readonly text: string;
  /** Where in the text a match has to begin: from, and below. */
  readonly from: number;
  readonly below: number;
}

/** From it. */
export interface PatternAnswer {
  readonly task: number;
  /** Whether it was found; words: why it cannot be looked for. */
  readonly found: boolean | string;
}

/** Of the answer that nobody asked for: its code is loaded. The time of a search does not begin before it. */
export const readyTask = 0;

/** What it says then, in place of what was found: the folder in /proc that tells of the thread; empty where there is none. */
export interface PatternReady {
  readonly task: typeof readyTask;
  readonly threadFolder: string;
}
