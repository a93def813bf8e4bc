import type {OpenIpvs} from '../ipvs/unavailable.js';
import type {Ipvs} from '../ipvs/ipvs.js';
import type {Drains} from '../maintenance/drain/drains.js';
import type {StoredDrains} from '../maintenance/drain/drain-store.js';
import type {Changer} from '../maintenance/journal/changer.js';
import type {Owner} from '../maintenance/owner.js';
import type {FoundChecks} from '../managers/open-checks.js';
import type {NameBook} from '../settings/name-book.js';
import type {TopSection} from '../settings/settings.js';
import type {RouterOwner} from '../vrrp/handover/router-owner.js';
import type {RouterSource} from '../vrrp/truth/router-truth.js';
import type {Preferences} from './preferences/preferences.js';

/** Signals that end the dashboard or stop it for a while. */
export type TerminalSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT' | 'SIGTSTP' | 'SIGCONT';

/** Whoever watches virtual routers, not started yet, and those who can move them. */
export interface DashboardRouters {
  readonly source: RouterSource;
  readonly owners: readonly RouterOwner[];
  /** Ends the watching, and closes everything. */
  close(): Promise<void>;
}

/** Whoever checks the servers of the table that is shown. */
export interface DashboardChecks extends FoundChecks {
  /** Whoever is at the terminal. */
  readonly user: string;
  close(): void;
}

/** The drains of the table that is shown. */
export interface DashboardDrains {
  /** What is recorded now; asked at every refresh. */
  read(ipvs: Ipvs): Promise<StoredDrains>;
  /** Whoever plans, begins and ends them. */
  of(ipvs: Ipvs): Drains;
}

/** The director whose dashboard it is. */
export interface DirectorWorld {
  connect(): Promise<OpenIpvs>;
  /** Called when somebody first looks at them; undefined where there is no network that could have any. */
  openRouters(): Promise<DashboardRouters | undefined>;
  /** Called at the first change. */
  openChanger(): Promise<Changer>;
  /** Called when services are first shown; undefined for a table that ends with its process and has none. */
  openDrains?(): Promise<DashboardDrains | undefined>;
  /** Whoever else writes the table. Called when somebody first wants to see them. */
  openOwners?(): Promise<readonly Owner[]>;
  /** Called when somebody first looks at them; undefined where nobody could check. @param table as it is open now */
  openChecks?(table: () => Ipvs | undefined): Promise<DashboardChecks | undefined>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What is set for lvsctl there; absent: nothing. */
  readonly settings?: DashboardSettings;
  readonly isEmbedded: boolean;
  readonly host: string;
}

/** What the settings of lvsctl say of the dashboard. */
export interface DashboardSettings {
  readonly names: NameBook;
  /** The last one goes over the others, and top.yaml over all. */
  readonly top: readonly TopSection[];
  /** Why nothing may be changed, in words; undefined where it may. */
  readonly refusal: string | undefined;
  /** Why a switch or hold without a reason is refused, in words; undefined where it is not. */
  readonly needsReason: string | undefined;
}

/** Time, as a dashboard has it. */
export interface ClockWorld {
  /** Milliseconds since 1970. */
  clock(): number;
  /** Minutes east of Greenwich. */
  readonly timeOffset: number;
  /** Calls once after so many milliseconds. @returns what prevents it */
  after(milliseconds: number, call: () => void): () => void;
  /** Resolves in a later turn of the event loop, after input that waits. */
  pause(): Promise<void>;
}

/** The terminal, and the process that has it. */
export interface TerminalWorld extends ClockWorld {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: {write(text: string): unknown};
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The file of the user's preferences, which need not be there. */
  readonly preferencesPath: string;
  /** @returns what ends the listening */
  onSignal(signal: TerminalSignal, listener: () => void): () => void;
  /** Called with an error that nobody caught. @returns what ends the listening */
  onCrash(listener: (error: Error) => void): () => void;
  /** Stops this process as SIGSTOP does; returns when it goes on. */
  stopProcess(): void;
  /** Called after each refresh, where figures about this process are wanted. */
  readonly probe?: (refresh: number) => void;
}

/** Everything that one director's dashboard gets from outside, wherever it is shown. */
export interface StageWorld extends DirectorWorld, ClockWorld {
  /** Cells at the beginning. */
  readonly size: {readonly columns: number; readonly rows: number};
  /** Keeps what was chosen. Rejects where it cannot. @returns where it is kept */
  keep(preferences: Partial<Preferences>): Promise<string>;
  readonly probe?: (refresh: number) => void;
}

/** Everything the dashboard on a terminal gets from outside. */
export interface DashboardWorld extends DirectorWorld, TerminalWorld {}

/** What was asked for on the command line. */
export interface DashboardOptions {
  /** Seconds between two refreshes; undefined for what the configuration file says, else 2. */
  readonly interval: number | undefined;
  readonly isReadOnly: boolean;
}
