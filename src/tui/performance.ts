import type {Theme} from './theme/theme.js';
import type {ScreenLine} from './view/screen-line.js';

/** What comes from the terminal. */
export type TerminalEvent =
  | {readonly type: 'key'; readonly key: string}
  | {readonly type: 'paste'; readonly text: string}
  | {readonly type: 'resize'; readonly columns: number; readonly rows: number};

/** Where the state of what is shown lives. */
export interface Store<M = unknown> {
  current(): M;
  /** @returns what ends the subscription */
  subscribe(listener: () => void): () => void;
  dispatch(event: TerminalEvent): void;
}

/** The whole screen as its state makes it. */
export interface Picture {
  readonly columns: number;
  readonly rows: number;
  readonly theme: Theme;
  /** As many as there are rows. */
  readonly lines: readonly ScreenLine[];
}

/** What is asked of the terminal. */
export interface TerminalControl {
  repaint(): void;
  suspend(): void;
  quit(): void;
}

/** What takes the terminal: a dashboard, or several beside each other. */
export interface Performance<M> extends Store<M> {
  draw(model: M): Picture;
  start(terminal: TerminalControl): void;
  /** Settles when nothing is open any more. */
  stop(): Promise<void>;
  /** What is being done that the end has to wait for, in words. */
  unfinished(): string | undefined;
}
