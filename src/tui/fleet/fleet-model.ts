import type {HostState} from '../../remote/remote-host.js';
import type {Glance, LocalWish, StageFrame} from '../../remote/stage.js';
import type {Keymap} from '../keymap/keymap.js';
import type {Message} from '../model.js';
import type {Glyphs} from '../text/glyphs.js';
import type {Theme} from '../theme/theme.js';

/** One director of several. */
export interface Member {
  /** As it was named. */
  readonly name: string;
  /** How it is with the way to it. */
  readonly link: HostState;
  readonly frame: StageFrame | undefined;
  /** Keys that were sent to its dashboard since that was opened. */
  readonly sent: number;
  readonly glance: Glance | undefined;
}

/** Everything that is shown of several directors. */
export interface FleetModel {
  readonly columns: number;
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly theme: Theme;
  readonly glyphs: Glyphs;
  readonly keymap: Keymap;
  readonly timeOffset: number;
  readonly members: readonly Member[];
  /** Whose dashboard is shown, or chosen among all. */
  readonly shown: number;
  /** All side by side instead of one. */
  readonly isAll: boolean;
  /** Of the differences, the first on the screen. */
  readonly offset: number;
  /** Keys that mean something here or there, whichever the frame says that is still to come. */
  readonly waiting: readonly string[];
  readonly message: Message | undefined;
}

export type FleetEvent =
  | {readonly type: 'key'; readonly key: string}
  | {readonly type: 'paste'; readonly text: string}
  | {readonly type: 'resize'; readonly columns: number; readonly rows: number}
  | {readonly type: 'clock'}
  | {readonly type: 'member'; readonly index: number; readonly change: Partial<Member>}
  | {readonly type: 'wish'; readonly index: number; readonly wish: LocalWish}
  | {readonly type: 'note'; readonly words: string; readonly isBad: boolean};

/** What is wanted done outside, in order. */
export type FleetEffect =
  | {readonly type: 'press'; readonly index: number; readonly key: string}
  | {readonly type: 'paste'; readonly index: number; readonly text: string}
  /** Every stage gets this size. */
  | {readonly type: 'resize'; readonly columns: number; readonly rows: number}
  /** Frames are wanted of this one alone; undefined: of none. */
  | {readonly type: 'show'; readonly index: number | undefined}
  | {readonly type: LocalWish};

export type FleetStep = readonly [FleetModel, readonly FleetEffect[]];

/** Rows of a director's own dashboard: the first is the line of all directors. */
export function stageRows({rows}: Pick<FleetModel, 'rows'>): number {
  return Math.max(1, rows - 1);
}

/** Whether its frame is as after all keys that were sent. */
export function isUpToDate({frame, sent}: Member): boolean {
  return frame === undefined || frame.pressed >= sent;
}

/** Whether keys reach it: a frozen host would get them all at once when it goes on. */
export function isAnswering({link}: Member): boolean {
  return link.state === 'ready';
}
