import type {Milliseconds} from '../../checks/milliseconds.js';
import type {PoolStanding} from '../../checks/health/standing.js';
import type {PoolConfiguration} from '../../config/pools/pool-configuration.js';
import type {SummaryEntry} from '../../ipvs/table.js';
import {carryOutStages} from './carry-out-stages.js';
import {changeWords} from './change-words.js';
import {severalWords} from './deed-words.js';
import {KeptTable} from './kept-table.js';
import {configuredOf, type PlacedService} from './pool-places.js';
import {isSameService} from './read-kept.js';
import {readSummary, summarized} from './read-summary.js';
import {reconcileDeeds} from './reconcile-deeds.js';
import type {TableKeeping} from './table-port.js';
import {TableWork} from './table-work.js';
import type {TableWorld} from './table-world.js';

/** How often the table is compared with what it is to be. */
const period: Milliseconds = 10_000;
/** Services that are read whole at each comparison: the summary does not tell thresholds and tunnel options. */
const wholeAtATime = 32;
/** Services that are compared before others have their turn. */
const slice = 500;
/** Failures that are told one by one: where a scheduler is missing, all services may have failed. */
const mostFailures = 50;

/** Keeps the services of the configuration in the kernel's table as the health of their servers says. */
export class TableKeeper implements TableKeeping {
  readonly #table = new KeptTable();
  readonly #work: TableWork;
  /** What is wrong with what surrounds the table, by what that is. */
  readonly #troubles = new Map<'reading' | 'drains' | 'by hand', readonly string[]>();
  #comparing: Promise<void> | undefined;
  #cancelCompare = () => {};
  /** Where the next services are, of those that are read whole in turn. */
  #wholeFrom = 0;
  #isAdopted = false;
  /** What was done by hand is another than what is kept of it. */
  #isUnkept = false;
  #isClosed = false;

  constructor(private readonly world: TableWorld) {
    this.#work = new TableWork(
      world,
      this.#table,
      () => this.readDrains(),
      () => this.#keepDeeds(),
    );
  }

  get problems(): readonly string[] {
    const {lines} = this.#work.failures;
    const failures =
      lines.length <= mostFailures ? lines : [...lines.slice(0, mostFailures), 'and more: the log has them'];
    return [...[...this.#troubles.values()].flat(), ...failures];
  }

  async adopt(configuration: PoolConfiguration): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const entries = await readSummary(this.world.ipvs, () => this.world.pause());
    await this.#work.between(() => this.#takeOver(configuration, entries));
    if (!this.#isClosed) this.#armCompare();
    return this.#present();
  }

  note(standing: PoolStanding): void {
    if (this.#isClosed) return;
    const noted = this.#table.note(standing);
    if (noted) this.#work.add([noted.kept], noted.isUrgent);
  }

  compare(): Promise<void> {
    this.#comparing ??= this.#compare().finally(() => {
      this.#comparing = undefined;
      if (!this.#isClosed) this.#armCompare();
    });
    return this.#comparing.then(() => this.idle());
  }

  readDrains(): void {
    if (this.#isClosed) return;
    const {records, problems} = this.world.drains();
    this.#troubles.set('drains', problems);
    this.#work.look(this.#table.setDrains(records, this.world.boot));
  }

  operatorOf(pool: string, member: string): string | undefined {
    return this.#table.operatorOf(pool, member);
  }

  isDrained(pool: string, member: string): boolean {
    return this.#table.isDrained(pool, member);
  }

  idle(): Promise<void> {
    return this.#work.idle();
  }

  async close(clears: boolean): Promise<void> {
    this.#isClosed = true;
    this.#cancelCompare();
    await this.#work.end();
    if (clears) await this.#work.between(() => this.#clear());
  }

  /** NB: at once: nothing comes between. */
  #takeOver(configuration: PoolConfiguration, entries: ReadonlyMap<string, SummaryEntry>): void {
    this.#work.clear();
    const wasKept = new Set([...this.#table.services()].map(({key}) => key));
    for (const words of this.#table.configure(configuration)) this.world.tell('notice', words);
    const looks: string[] = [];
    for (const placed of this.#table.services()) {
      const now = summarized(placed, entries.get(placed.key));
      if (!wasKept.has(placed.key)) this.#table.known.take(placed.key, now);
      const isOther = !isSameService(this.#table.known.entry(placed.key), now);
      if (isOther || (now && hasMoreThanSummary(placed))) looks.push(placed.key);
    }
    if (!this.#isAdopted) this.#takeOverDeeds();
    this.#isAdopted = true;
    this.#keepDeeds();
    this.readDrains();
    this.#work.look([...looks, ...this.#table.leaving.services()]);
    this.#work.add(this.#table.all);
  }

  #takeOverDeeds(): void {
    const {services, problem} = this.world.byHand.read();
    this.#troubles.set('by hand', problem === undefined ? [] : [`what was done by hand is not known: ${problem}`]);
    const placedOf = (key: string) => this.#table.placed(key);
    reconcileDeeds(services, placedOf, this.#table.known, this.#table.byHand);
    this.#table.leaving.takeOver(services, placedOf);
  }

  #present(): ReadonlyMap<string, ReadonlySet<string>> {
    const present = new Map<string, ReadonlySet<string>>();
    for (const [name, {services}] of this.#table.pools) {
      const members = new Set<string>();
      for (const {key: service, places} of services) {
        const known = this.#table.known.entry(service);
        for (const [key, {weight}] of known?.destinations ?? [])
          if (weight > 0) for (const member of places.get(key)?.members ?? []) members.add(member.name);
      }
      present.set(name, members);
    }
    return present;
  }

  async #compare(): Promise<void> {
    if (this.#isClosed) return;
    this.#cancelCompare();
    this.readDrains();
    this.#table.leaving.count();
    try {
      const entries = await readSummary(this.world.ipvs, () => this.world.pause());
      this.#troubles.delete('reading');
      this.#work.look(await this.#suspects(entries));
    } catch (error) {
      const words = `the table cannot be read: ${(error as Error).message}`;
      if (!this.#troubles.has('reading')) this.world.tell('error', words);
      this.#troubles.set('reading', [words]);
    }
    this.#work.add(this.#work.failures.failed);
  }

  /** What differs from what is known, and the next of those that are read whole. */
  async #suspects(entries: ReadonlyMap<string, SummaryEntry>): Promise<readonly string[]> {
    const services = [...this.#table.services()];
    const suspects: string[] = [];
    for (const [i, placed] of services.entries()) {
      const now = summarized(placed, entries.get(placed.key));
      if (!isSameService(this.#table.known.entry(placed.key), now)) suspects.push(placed.key);
      if (i % slice === slice - 1) await this.world.pause();
    }
    const begin = this.#wholeFrom < services.length ? this.#wholeFrom : 0;
    this.#wholeFrom = begin + wholeAtATime;
    const whole = services.slice(begin, this.#wholeFrom).filter(({key}) => entries.has(key));
    return [...suspects, ...whole.map(({key}) => key), ...this.#table.leaving.services()];
  }

  async #clear(): Promise<void> {
    const {ipvs} = this.world;
    try {
      const entries = await readSummary(ipvs, () => this.world.pause());
      for (const placed of this.#table.services())
        this.#table.known.take(placed.key, summarized(placed, entries.get(placed.key)));
      const {refused} = await carryOutStages(ipvs, this.#table.planClearing(), this.#table);
      for (const words of severalWords(refused.map(({change, error}) => changeWords(change, error))))
        this.world.tell('error', words);
      this.#table.byHand.clear();
      this.#table.leaving.clear();
      this.#keepDeeds();
    } catch (error) {
      this.world.tell('error', `the table could not be cleared, and stays: ${(error as Error).message}`);
    }
  }

  /** What operators did is kept as soon as it is known. */
  #keepDeeds(): void {
    const {byHand, leaving} = this.#table;
    const isOther = [byHand.takeChanged(), leaving.takeChanged()].includes(true);
    this.#isUnkept ||= isOther;
    if (!this.#isUnkept) return;
    try {
      this.world.byHand.write([...byHand.all(), ...leaving.all(key => this.#table.placed(key))]);
      this.#isUnkept = false;
      this.#troubles.delete('by hand');
    } catch (error) {
      const words = `what was done by hand counts until this process ends, and is not kept: ${(error as Error).message}`;
      this.#troubles.set('by hand', [words]);
    }
  }

  #armCompare(): void {
    this.#cancelCompare();
    this.#cancelCompare = this.world.after(period, () => void this.compare());
  }
}

function hasMoreThanSummary({places}: PlacedService): boolean {
  for (const place of places.values()) {
    const {upperThreshold, lowerThreshold, tunnel} = configuredOf(place);
    if (upperThreshold !== 0 || lowerThreshold !== 0 || tunnel.type !== 0) return true;
  }
  return false;
}
