import type {Change} from '../../ipvs/change.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {StagedChanges} from '../../ipvs/plan.js';
import type {ServiceId} from '../../ipvs/service.js';
import {carryOutStages} from './carry-out-stages.js';
import {serviceKeyOfChange, serviceOfChange} from './change-service.js';
import {changeWords} from './change-words.js';
import {noticedWords, severalWords} from './deed-words.js';
import {Failures} from './failures.js';
import type {KeptPool} from './kept-pools.js';
import type {KeptTable} from './kept-table.js';
import type {KnownService} from './known-table.js';
import type {PlacedService} from './pool-places.js';
import {isSameService, readKept} from './read-kept.js';
import type {TableWorld} from './table-world.js';
import {WorkQueue} from './work-queue.js';

/** Services that one work is about: what comes meanwhile waits so long. */
const mostServices = 64;
/** So often in a row a pool is looked at again at once where somebody else changes it too. */
const mostAgain = 3;

/** Brings pools to what they are to be: one work at a time, each of it read again just before it is written. */
export class TableWork {
  readonly failures: Failures;
  readonly #queue = new WorkQueue<KeptPool>();
  /** By serviceKey: to be read, whatever is to be changed. */
  readonly #looks = new Set<string>();
  readonly #again = new Map<KeptPool, number>();
  #turn: Promise<unknown> = Promise.resolve();
  #running: Promise<void> | undefined;
  #isOver = false;

  constructor(
    private readonly world: Pick<TableWorld, 'ipvs' | 'after' | 'tell'>,
    private readonly table: KeptTable,
    /** What somebody else did shows: the records may be others. Reads them. */
    private readonly onDifference: () => void,
    /** A work is done. */
    private readonly onDone: () => void,
  ) {
    this.failures = new Failures(world.after, failed => this.add(failed));
  }

  add(pools: Iterable<KeptPool>, isUrgent = false): void {
    if (this.#isOver) return;
    for (const kept of pools) this.#queue.add(kept, isUrgent);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Reads services and brings their pools to what they are to be. */
  look(services: Iterable<string>): void {
    const pools: KeptPool[] = [];
    for (const key of services) {
      const kept = this.table.poolOf(key);
      if (!kept) continue;
      this.#looks.add(key);
      pools.push(kept);
    }
    this.add(pools);
  }

  /** Does something between two works. */
  between<T>(act: () => T | Promise<T>): Promise<T> {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => {});
    return done;
  }

  /** Settles when nothing waits and nothing is under way; what has failed is not waited for. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Lets all go that waits. */
  clear(): void {
    this.#queue.clear();
    this.#looks.clear();
    this.#again.clear();
    this.failures.clear();
  }

  /** What is under way is finished; nothing begins any more. Settles when it is. */
  async end(): Promise<void> {
    this.#isOver = true;
    this.clear();
    await this.#running;
    this.clear();
  }

  async #run(): Promise<void> {
    await Promise.resolve(); // what comes at the same moment goes together
    while (!this.#queue.isEmpty && !this.#isOver)
      await this.between(async () => {
        const pools = this.#queue.take(mostServices, ({services}) => services.length);
        try {
          await this.#work(pools);
        } catch (error) {
          for (const kept of pools) this.#fail(kept, [`the table cannot be kept: ${(error as Error).message}`]);
        }
        this.onDone();
      });
  }

  async #work(pools: readonly KeptPool[]): Promise<void> {
    const looked = await this.#lookAt(this.#touchedBy(pools));
    const staged = within(unite(pools.map(kept => this.table.plan(kept))), looked);
    const {refused, again} = await this.#carryOut(staged);
    const failed = new Map<KeptPool, string[]>();
    for (const {change, error} of refused) {
      const kept = this.table.poolOf(serviceKeyOfChange(change));
      if (!kept) continue;
      const lines = failed.get(kept) ?? [];
      failed.set(kept, lines);
      lines.push(changeWords(change, error));
    }
    const well: string[] = [];
    for (const kept of pools) {
      const lines = failed.get(kept);
      if (lines) this.#fail(kept, severalWords(lines));
      else if (kept.services.some(({key}) => again.has(key))) this.#lookAgain(kept, again);
      else if (this.#isWell(kept)) well.push(`${nameOf(kept)} is as it is to be again`);
    }
    for (const line of severalWords(well)) this.world.tell('notice', line);
  }

  /** By serviceKey: what would be written, and what is to be looked at anyway. */
  #touchedBy(pools: readonly KeptPool[]): ReadonlyMap<string, ServiceId> {
    const touched = new Map<string, ServiceId>();
    for (const kept of pools) {
      for (const {key, service} of kept.services) if (this.#looks.delete(key)) touched.set(key, service.id);
      const {building, quiescing, removing} = this.table.plan(kept);
      for (const changes of [building, quiescing, removing])
        for (const change of changes) touched.set(serviceKeyOfChange(change), serviceOfChange(change));
    }
    return touched;
  }

  /** Reads them, and takes in what somebody else did. @returns those that could be read */
  async #lookAt(touched: ReadonlyMap<string, ServiceId>): Promise<ReadonlySet<string>> {
    const read = new Map<string, KnownService | undefined>();
    try {
      for (const key of touched.keys()) {
        const placed = this.table.placed(key);
        if (placed) read.set(key, await this.#read(placed));
      }
    } catch (error) {
      for (const key of touched.keys()) this.#looks.add(key);
      throw error;
    }
    const isAsKnown = [...read].every(([key, now]) => isSameService(this.table.known.entry(key), now));
    if (!isAsKnown) this.onDifference();
    const words: string[] = [];
    for (const [key, now] of read) {
      const before = this.table.known.entry(key);
      const id = touched.get(key) as ServiceId;
      for (const noticed of this.table.take(key, now)) words.push(...noticedWords(id, noticed));
      if (before && !now && this.table.poolOf(key)?.name !== undefined) words.push(...noticedWords(id, undefined));
    }
    for (const line of severalWords(words)) this.world.tell('notice', line);
    return new Set(read.keys());
  }

  #read(placed: PlacedService): Promise<KnownService | undefined> {
    const {known, leaving} = this.table;
    return readKept(this.world.ipvs, placed, known.entry(placed.key), leaving.isIn(placed.key));
  }

  async #carryOut(staged: StagedChanges): ReturnType<typeof carryOutStages> {
    try {
      return await carryOutStages(this.world.ipvs, staged, this.table);
    } catch (error) {
      for (const changes of Object.values(staged) as (readonly Change[])[])
        for (const change of changes) this.#looks.add(serviceKeyOfChange(change));
      throw error;
    }
  }

  #lookAgain(kept: KeptPool, again: ReadonlySet<string>): void {
    for (const {key} of kept.services) if (again.has(key)) this.#looks.add(key);
    const times = (this.#again.get(kept) ?? 0) + 1;
    this.#again.set(kept, times);
    if (times <= mostAgain) this.#queue.add(kept);
    else this.#fail(kept, [`${nameOf(kept)}: somebody else changes it all the time`]);
  }

  #fail(kept: KeptPool, words: readonly string[]): void {
    this.#again.delete(kept);
    for (const line of this.failures.add(kept, words)) this.world.tell('error', line);
  }

  /** Nothing was refused. @returns whether something was, before */
  #isWell(kept: KeptPool): boolean {
    this.#again.delete(kept);
    const {building, quiescing, removing} = this.table.plan(kept);
    if (building.length + quiescing.length + removing.length > 0) {
      this.#queue.add(kept); // it stands otherwise since it was read
      return false;
    }
    for (const line of severalWords(this.table.settled(kept))) this.world.tell('notice', line);
    return this.failures.end(kept);
  }
}

function nameOf({name}: KeptPool): string {
  return name === undefined ? 'what is to go' : escapeControls(name);
}

function unite(plans: readonly StagedChanges[]): StagedChanges {
  return {
    building: plans.flatMap(({building}) => building),
    quiescing: plans.flatMap(({quiescing}) => quiescing),
    removing: plans.flatMap(({removing}) => removing),
  };
}

/** Only what was read just before. */
function within({building, quiescing, removing}: StagedChanges, services: ReadonlySet<string>): StagedChanges {
  const isRead = (change: Change) => services.has(serviceKeyOfChange(change));
  return {
    building: building.filter(isRead),
    quiescing: quiescing.filter(isRead),
    removing: removing.filter(isRead),
  };
}
