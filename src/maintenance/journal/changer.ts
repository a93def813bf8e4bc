import type {Change, Outcome} from '../../ipvs/change.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {BatchEnding, JournalBefore, JournalChange} from './journal-entry.js';

/** Whoever makes changes, and remembers them. */
export interface Changer {
  /**
   * Makes changes in order, each on its own.
   * @throws NotRecorded where `unrecorded` is refuse; LockHeld where another operator does not come to an end
   */
  make(ipvs: Ipvs, changes: readonly JournalChange[], note?: ChangeNote): Promise<Made>;
  /**
   * The same with changes that are decided once nobody else with this journal changes anything.
   * @param decide what it throws is thrown, and nothing was done. NB: it makes no changes itself
   */
  decide(ipvs: Ipvs, decide: () => Promise<Decision>, note?: ChangeNote): Promise<Made>;
}

export interface ChangeNote {
  /** What was done; undefined for the command line of this process. */
  readonly command?: string | undefined;
  readonly reason?: string | undefined;
  /** What to do where it cannot be recorded, or shall not be; default warn. */
  readonly unrecorded?: Unrecorded;
  /** What there is of everything that the changes touch, where it has been read, and is looked at again before each is made. */
  readonly before?: JournalBefore | undefined;
}

/**
 * `warn`: go ahead, with a warning that tells what takes it back. `refuse`: do nothing. `wanted`: record nothing, and
 * tell first what takes it back.
 */
export type Unrecorded = 'warn' | 'refuse' | 'wanted';

export interface Decision {
  readonly changes: readonly JournalChange[];
  /** The entry that they take back. */
  readonly undoes?: number;
  /** What there is of everything that they touch, where it has just been read. */
  readonly before?: JournalBefore;
}

export interface Made {
  /** What became of each change, in order. */
  readonly outcomes: readonly Outcome[];
  /** Of the entry; undefined where nothing was recorded. */
  readonly id: number | undefined;
}

/** What became of each change that was to be in force with the others or not at all, and is not. */
export class NotInForce extends Error {
  override readonly name = 'NotInForce';

  constructor(
    readonly ending: BatchEnding,
    message: string,
  ) {
    super(message);
  }
}

/** NB: by name, as isNotRecorded. */
export function isNotInForce(error: Error): error is NotInForce {
  return error.name === 'NotInForce';
}

/** A change was not made because it could not be recorded. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded';
}

/** NB: bundles may each carry this module: errors are told apart by name, not by class. */
export function isNotRecorded(error: unknown): error is NotRecorded {
  return error instanceof Error && error.name === 'NotRecorded';
}

/** Makes changes as they come: under the names ipvsadm*, and for tables that end with the process. */
export const plainChanger: Changer = {
  async make(ipvs, changes) {
    return {outcomes: await applyChanges(ipvs, changes), id: undefined};
  },
  async decide(ipvs, decide) {
    return {outcomes: await applyChanges(ipvs, (await decide()).changes), id: undefined};
  },
};

/** Makes changes in order, those of the table in one batch where they follow one another. */
export async function applyChanges(ipvs: Ipvs, changes: readonly JournalChange[]): Promise<readonly Outcome[]> {
  const [first, ...rest] = changes;
  if (!first) return [];
  if (first.type === 'set-sysctl') {
    const outcome = await ipvs.setSysctl(first.name, first.value).then(
      () => undefined,
      (error: Error) => error,
    );
    return [outcome, ...(await applyChanges(ipvs, rest))];
  }
  const next = changes.findIndex(({type}) => type === 'set-sysctl');
  const ofTable = changes.slice(0, next < 0 ? undefined : next).filter(isOfTable);
  return [...(await ipvs.apply(ofTable)), ...(await applyChanges(ipvs, changes.slice(ofTable.length)))];
}

function isOfTable(change: JournalChange): change is Change {
  return change.type !== 'set-sysctl';
}
