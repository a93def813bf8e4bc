import type {Outcome} from '../../ipvs/change.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {isRefusal} from '../../ipvs/refusal.js';
import {refusalWords} from '../../ipvsadm/words.js';
import type {Milliseconds} from '../milliseconds.js';
import {type FolderLock, holderWords, isLockHeld} from '../state/folder-lock.js';
import {makePrivateFolder} from '../state/private-folder.js';
import {ownIdentity} from '../state/process-identity.js';
import {
  applyChanges,
  type Changer,
  type ChangeNote,
  type Decision,
  isNotInForce,
  type Made,
  NotRecorded,
} from './changer.js';
import {formatJournalChange} from './format-journal-change.js';
import type {JournalStore} from './journal.js';
import type {BatchEnding, JournalBefore, JournalChange, JournalEnd} from './journal-entry.js';
import {planUndo} from './plan-undo.js';
import {readBefore} from './read-before.js';
import {tableAfter} from './table-after.js';
import {trailsOf} from './trails.js';
import {systemWords} from '../../ipvs/system-words.js';

/** What a journalling changer is given. */
export interface ChangerWorld {
  readonly store: JournalStore;
  /** Where the journal is, which the lock is on. */
  readonly folder: string;
  readonly lock: FolderLock;
  readonly boot: string;
  readonly user: string;
  /** Of this process. */
  readonly commandLine: string;
  clock(): Milliseconds;
  /** Says something to whoever is at the terminal; whole lines without the line feed. */
  say(text: string): void;
}

/** How long another operator's change is waited for, milliseconds. */
const patience = 30_000;
/** Inverse commands that are told of in a warning. */
const mostTold = 20;

/** Records what there was and what is to be, on the disk, before the kernel is touched; and then how it ended. */
export class JournallingChanger implements Changer {
  constructor(private readonly world: ChangerWorld) {}

  make(ipvs: Ipvs, changes: readonly JournalChange[], note: ChangeNote = {}): Promise<Made> {
    const {before} = note;
    return this.decide(ipvs, async () => ({changes, ...(before && {before})}), note);
  }

  async decide(ipvs: Ipvs, decide: () => Promise<Decision>, note: ChangeNote = {}): Promise<Made> {
    const {folder, lock, user, say} = this.world;
    let hasBegun = false;
    const work = (why?: Error): Promise<Made> => {
      hasBegun = true;
      return this.#carryOut(ipvs, decide, note, why);
    };
    try {
      makePrivateFolder(folder);
      return await lock.hold(folder, () => work(), {
        as: `${user}: ${note.command ?? this.world.commandLine}`,
        patience,
        onWait: holder => say(`waiting for ${escapeControls(holderWords(holder))}, which is changing the table`),
      });
    } catch (error) {
      if (hasBegun || isLockHeld(error)) throw error;
      return work(error as Error); // without the lock, as it cannot be made
    }
  }

  /** @param obstacle why it cannot be recorded, where that is known already */
  async #carryOut(ipvs: Ipvs, decide: () => Promise<Decision>, note: ChangeNote, obstacle?: Error): Promise<Made> {
    if (obstacle && note.unrecorded === 'refuse') throw notRecorded(obstacle);
    const {changes, undoes, before: known} = await decide();
    if (changes.length === 0 && undoes === undefined) return {outcomes: [], id: undefined};
    const before = known ?? (await readBefore(ipvs, changes).catch((error: Error) => error));
    const told = (outcomes: readonly Outcome[] = []) =>
      before instanceof Error ? '  that is not known' : inverseText(changes, before, outcomes);
    const begun = this.#begin(changes, before, undoes, note, obstacle);
    if (begun === 'not wanted') this.world.say(`not recorded. What takes it back:\n${told()}`);
    const outcomes = await applyChanges(ipvs, changes);
    if (typeof begun === 'number') this.#end(endOf(begun, this.world.clock(), outcomes));
    else if (begun !== 'not wanted' && outcomes.some(outcome => !outcome))
      this.world.say(
        `done, but not recorded in the journal: ${systemWords(begun)}. What takes it back:\n${told(outcomes)}`,
      );
    return {outcomes, id: typeof begun === 'number' ? begun : undefined};
  }

  /** @returns the number of the entry, or why there is none */
  #begin(
    changes: readonly JournalChange[],
    before: JournalBefore | Error,
    undoes: number | undefined,
    {command = this.world.commandLine, reason, unrecorded = 'warn'}: ChangeNote,
    obstacle: Error | undefined,
  ): number | 'not wanted' | Error {
    if (unrecorded === 'wanted') return 'not wanted';
    const {store, boot, user, clock} = this.world;
    try {
      if (obstacle) throw obstacle;
      if (before instanceof Error) throw before;
      const {pid, started} = ownIdentity();
      return store.begin({at: clock(), user, pid, started, boot, command, reason, undoes, changes, before}).id;
    } catch (error) {
      if (unrecorded === 'refuse') throw notRecorded(error as Error);
      return error as Error;
    }
  }

  #end(end: JournalEnd): void {
    try {
      this.world.store.end(end);
    } catch (error) {
      this.world.say(
        `it is done, but the journal does not say so: ${systemWords(error)}. lvsctl journal shows entry ${end.id} as unfinished; lvsctl undo ${end.id} looks at the table`,
      );
    }
  }
}

function notRecorded(error: Error): NotRecorded {
  return new NotRecorded(
    `it cannot be recorded in the journal: ${systemWords(error)}. Nothing was done. --no-journal does it without`,
  );
}

/** What takes changes back that were made, or will be. */
function inverseText(changes: readonly JournalChange[], before: JournalBefore, outcomes: readonly Outcome[]): string {
  const trails = trailsOf({changes, before}, endOf(0, 0, outcomes));
  const {changes: inverse} = planUndo(trails, tableAfter(trails));
  const told = inverse.slice(0, mostTold).map(change => `  ${formatJournalChange(change)}`);
  if (inverse.length > mostTold) told.push(`  and ${inverse.length - mostTold} more: see lvsctl -Sn before and after`);
  return told.length === 0 ? '  nothing does' : told.join('\n');
}

function endOf(id: number, at: Milliseconds, outcomes: readonly Outcome[]): JournalEnd {
  const refusals: Record<number, string> = {};
  const unknown: number[] = [];
  for (const [i, outcome] of outcomes.entries()) {
    if (!outcome) continue;
    refusals[i] = refusalWords(outcome);
    if (!isRefusal(outcome) && !isOutOfForce(outcome)) unknown.push(i); // the answer was lost
  }
  const ending = outcomes.map(endingOf).find(one => one !== undefined);
  return {id, at, refusals, ...(unknown.length > 0 && {unknown}), ...(ending && {ending})};
}

function endingOf(outcome: Outcome): BatchEnding | undefined {
  return outcome && isNotInForce(outcome) ? outcome.ending : undefined;
}

/** It is known of this change that it is not in force. */
function isOutOfForce(outcome: Outcome): boolean {
  const ending = endingOf(outcome);
  return ending === 'not made' || ending === 'put back';
}
