import {applyChanges} from '../journal/changer.js';
import {isLockHeld} from '../state/folder-lock.js';
import type {Outcome} from '../../ipvs/change.js';
import type {DestinationId} from '../../ipvs/destination.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {ServiceId} from '../../ipvs/service.js';
import {type ChangeNote, NotRecorded} from '../journal/changer.js';
import {findOwnership} from '../find-ownership.js';
import type {JournalChange} from '../journal/journal-entry.js';
import type {Owner, Ownership, OwnedWay} from '../owner.js';
import {isRunning, ownIdentity, type ProcessIdentity} from '../state/process-identity.js';
import {type DrainedDestination, drainKey, type DrainRecord} from './drain-record.js';
import {type DrainRecords, DrainStore, type StoredDrains} from './drain-store.js';
import type {DrainWorld} from './drain-world.js';
import type {DrainPlan, DrainRequest} from './drain-plan.js';
import {planDrain} from './plan-drain.js';
import {sysctlChange} from './cut.js';
import {readSelected} from './read-table.js';
import {UnrecordedDrains} from './unrecorded-drains.js';
import {systemWords} from '../../ipvs/system-words.js';

/** The drains of one network namespace: their records, the table they are about, and its other owners. */
export class Drains {
  readonly store: DrainRecords;
  readonly self: ProcessIdentity = ownIdentity();

  /** @param isRecorded false: what it begins is known to this process only, and others are not kept out */
  constructor(
    readonly ipvs: Ipvs,
    readonly world: DrainWorld,
    private readonly isRecorded = true,
  ) {
    const store = new DrainStore(world.folder);
    this.store = isRecorded ? store : new UnrecordedDrains(store);
  }

  stored(): StoredDrains {
    return this.store.read();
  }

  /** The record of that name as it is now; undefined where somebody has ended it. */
  find(record: Pick<DrainRecord, 'target' | 'services'>): DrainRecord | undefined {
    return this.stored().records.find(one => drainKey(one) === drainKey(record));
  }

  /** What a drain would do now; changes nothing. */
  async plan(request: DrainRequest): Promise<DrainPlan> {
    await this.lookAtOwners();
    const {table, elsewhere} = await readSelected(this.ipvs, request.selection);
    const sysctls = request.cut ? await this.ipvs.sysctls() : new Map<string, number>();
    return planDrain(request, {
      table,
      elsewhere,
      sysctls: new Map(
        [...sysctls].map(([name, value]) => [name, typeof value === 'number' ? String(value) : value.join('\t')]),
      ),
      records: this.stored().records,
      boot: this.world.boot,
      leastServers: this.world.policies?.leastServers,
      now: this.world.clock(),
      ownershipOf: ({service, destination}) => this.ownershipOf(service.id, destination),
    });
  }

  /** Does the work while nobody else changes drains. @throws NotRecorded where the folder cannot be had, LockHeld */
  async locked<T>(command: string, work: () => Promise<T>): Promise<T> {
    if (!this.isRecorded) return work();
    let isHeld = false;
    try {
      this.store.prepare();
      return await this.world.lock.hold(
        this.store.folder,
        () => {
          isHeld = true;
          return work();
        },
        {as: `${this.world.user}: lvsctl ${command}`, patience: 15_000},
      );
    } catch (error) {
      throw isHeld || isLockHeld(error) ? error : notRecorded(error);
    }
  }

  /** NB: under the lock. @throws NotRecorded */
  put(record: DrainRecord): DrainRecord {
    try {
      this.store.put(record);
      return record;
    } catch (error) {
      throw notRecorded(error);
    }
  }

  /** As put, of what the kernel has already. @returns what went wrong, in words */
  update(record: DrainRecord): readonly string[] {
    try {
      this.store.put(record);
      return [];
    } catch (error) {
      return [`its record could not be brought up to date: ${systemWords(error)}`];
    }
  }

  /**
   * Makes changes in order, sysctls last, and keeps account of them. @returns what became of each
   * @param isFirst of a drain or undrain: not done where it cannot be recorded; where nothing shall be, tells what takes it back
   */
  async make(
    changes: readonly JournalChange[],
    {
      isFirst = false,
      ...note
    }: {readonly command: string; readonly reason?: string | undefined; readonly isFirst?: boolean},
  ): Promise<readonly Outcome[]> {
    const ofTable = changes.filter(({type}) => type !== 'set-sysctl');
    const sysctls = changes.slice(ofTable.length); // they are the last: what is the table's goes in one batch
    const outcomes: Outcome[] = [];
    for (const part of [ofTable, sysctls])
      if (part.length > 0) outcomes.push(...(await this.#makePart(part, note, isFirst && outcomes.length === 0)));
    return outcomes;
  }

  async #makePart(changes: readonly JournalChange[], note: ChangeNote, isFirst: boolean): Promise<readonly Outcome[]> {
    if (!this.isRecorded && !isFirst) return applyChanges(this.ipvs, changes);
    const unrecorded = this.isRecorded ? (isFirst ? 'refuse' : 'warn') : 'wanted';
    return (await this.world.changer.make(this.ipvs, changes, {...note, unrecorded})).outcomes;
  }

  /** What sets sysctls to what they were, those that are something else. */
  async sysctlsBack(
    wanted: readonly {readonly name: string; readonly value: string}[],
  ): Promise<readonly JournalChange[]> {
    const current = wanted.length === 0 ? undefined : await this.ipvs.sysctls();
    return wanted.filter(({name, value}) => String(current?.get(name)) !== value).map(sysctlChange);
  }

  async lookAtOwners(): Promise<void> {
    for (const owner of this.world.owners) await owner.look();
  }

  ownershipOf(service: ServiceId, destination: DestinationId): Ownership | undefined {
    return findOwnership(this.world.owners)(service, destination);
  }

  /** Has the owners keep the destinations quiesced. @returns in words what they could not do */
  async quiesceByOwners(record: DrainRecord): Promise<readonly string[]> {
    const {user, reason, expires} = record;
    return this.#eachWay(record.destinations, (owner, way) => owner.quiesce(way, {user, reason, expires}));
  }

  /** @param others drains whose ways stay */
  async restoreByOwners(
    ending: readonly DrainedDestination[],
    others: readonly DrainRecord[],
  ): Promise<readonly string[]> {
    const kept = new Set(others.flatMap(({destinations}) => destinations.map(({way}) => JSON.stringify(way))));
    return this.#eachWay(
      ending.filter(({way}) => !kept.has(JSON.stringify(way))),
      (owner, way) => owner.restore(way),
    );
  }

  /** Whether somebody is at it: the process of the record runs, in this boot. */
  isAttended({worker, boot}: DrainRecord): boolean {
    return worker !== undefined && boot === this.world.boot && isRunning(worker);
  }

  async #eachWay(destinations: readonly DrainedDestination[], act: (owner: Owner, way: OwnedWay) => Promise<void>) {
    const problems: string[] = [];
    const done = new Set<string>();
    for (const {owner: name, way} of destinations) {
      const owner = this.world.owners.find(one => one.name === name);
      if (!owner || !way || way.type === 'watch' || done.has(JSON.stringify(way))) continue;
      done.add(JSON.stringify(way));
      try {
        await act(owner, way);
      } catch (error) {
        problems.push(`${name}: ${(error as Error).message}`);
      }
    }
    return problems;
  }
}

function notRecorded(error: unknown): NotRecorded {
  return new NotRecorded(
    `it cannot be recorded: ${systemWords(error)}. Nothing was changed. --no-journal does it without a record`,
    {cause: error},
  );
}
