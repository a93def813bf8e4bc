import type {Snapshot} from './data/snapshot.js';
import type {Keymap} from './keymap/keymap.js';
import type {DrainsState} from './drains/state.js';
import type {Overlay} from './overlay/overlay.js';
import type {Plan} from './actions/plan.js';
import type {NameBook} from '../settings/name-book.js';
import type {ChecksState} from './screens/checks/state.js';
import type {ConnectionsState} from './screens/connections/state.js';
import type {DetailState} from './screens/detail/state.js';
import type {DirectorState} from './screens/director/state.js';
import type {EventsState} from './screens/events/state.js';
import type {HaState} from './screens/ha/state.js';
import type {ScreenName} from './screens/screens.js';
import type {ServicesState} from './screens/services/state.js';
import type {Glyphs} from './text/glyphs.js';
import type {Role} from './theme/role.js';
import type {Theme} from './theme/theme.js';
import type {LineChart} from './chart/line-chart.js';

/** What stays the same while the dashboard runs, but for what commands and choosers change. */
export interface Settings {
  readonly theme: Theme;
  readonly glyphs: Glyphs;
  readonly keymap: Keymap;
  readonly isReadOnly: boolean;
  /** What is shown instead of numbers. */
  readonly names: NameBook;
  readonly isEmbedded: boolean;
  /** This machine's name. */
  readonly host: string;
  /** Seconds between two refreshes. */
  readonly interval: number;
  /** Minutes east of Greenwich, for clock times. */
  readonly timeOffset: number;
  /** Draws the charts; undefined until it is loaded. */
  readonly chart: LineChart | undefined;
  /** Chosen columns by screen. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

/** A sentence for the status line. */
export interface Message {
  readonly text: string;
  readonly role: Role;
  /** It goes away then; undefined: with the next key. */
  readonly until: number;
}

/** Why there is no new data. */
export interface Problem {
  readonly words: string;
  readonly since: number;
}

/** Everything the dashboard shows is made from this. */
export interface Model {
  readonly columns: number;
  readonly rows: number;
  /** When the last event came, milliseconds since 1970. */
  readonly now: number;
  readonly settings: Settings;
  readonly snapshot: Snapshot | undefined;
  readonly problem: Problem | undefined;
  readonly isHeld: boolean;
  readonly screen: ScreenName;
  readonly services: ServicesState;
  readonly drains: DrainsState;
  readonly connections: ConnectionsState;
  readonly director: DirectorState;
  readonly ha: HaState;
  readonly checks: ChecksState;
  readonly events: EventsState;
  /** Over the screen it was opened from. */
  readonly detail: DetailState | undefined;
  readonly overlay: Overlay | undefined;
  readonly message: Message | undefined;
  /** What was done and can be taken back, the last first. */
  readonly done: readonly Plan[];
}
