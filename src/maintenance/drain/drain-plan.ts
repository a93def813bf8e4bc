import type {Change} from '../../ipvs/change.js';
import type {SummaryEntry, Table} from '../../ipvs/table.js';
import type {Milliseconds} from '../milliseconds.js';
import type {Ownership} from '../owner.js';
import type {Cut, SysctlChange} from './cut.js';
import type {DrainRecord} from './drain-record.js';
import type {Guard, LeastServers} from './guards.js';
import type {Chosen, Selection} from './selection.js';

/** What an operator wants. */
export interface DrainRequest {
  /** As it was typed, by which the drain is known. */
  readonly target: string;
  /** As lvsctl names them: part of the drain's name. */
  readonly services: readonly string[];
  readonly selection: Selection;
  readonly user: string;
  readonly reason: string | undefined;
  readonly expires: Milliseconds | undefined;
  /** Undefined for what it was, where the drain goes on; else stay. */
  readonly whenEmpty: 'stay' | 'remove' | undefined;
  readonly cut: Cut | undefined;
}

/** What a plan is made from. */
export interface DrainSituation {
  /** At least the services that the selection is about. */
  readonly table: Table;
  /** The others, as one pass tells them. */
  readonly elsewhere: readonly SummaryEntry[];
  /** As their files show them, by name. */
  readonly sysctls: ReadonlyMap<string, string>;
  /** All there are, the oldest first. */
  readonly records: readonly DrainRecord[];
  readonly boot: string;
  readonly leastServers?: LeastServers | undefined;
  readonly now: Milliseconds;
  ownershipOf(chosen: Chosen): Ownership | undefined;
}

export interface DrainPlan {
  readonly record: DrainRecord;
  /** What it goes on with: the record of the same name. */
  readonly known: DrainRecord | undefined;
  /** Empty: nothing in the table matches. */
  readonly chosen: readonly Chosen[];
  /** Flags first: no client is refused in between. */
  readonly changes: readonly Change[];
  readonly sysctls: readonly SysctlChange[];
  readonly guards: readonly Guard[];
  /** What to know beforehand, in sentences. */
  readonly notes: readonly string[];
}
