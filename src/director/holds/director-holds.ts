import type {HoldRecord} from '../../maintenance/holds/hold-record.js';
import type {HoldStore} from '../../maintenance/holds/hold-store.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterConfiguration} from '../../vrrp/router/configuration.js';
import type {DirectorLog} from '../director-log.js';
import type {HoldState} from '../protocol/director-state.js';
import {errorCodes, type HoldParams} from '../protocol/methods.js';
import {ProtocolError} from '../protocol/protocol-error.js';
import type {Company} from './held-together.js';
import {holdsInForce} from './holds-in-force.js';

export interface HoldsWorld {
  readonly store: Pick<HoldStore, 'read' | 'put' | 'remove'>;
  /** Since 1970, as the system's clock has it: holds end by it. */
  now(): Milliseconds;
  after(delay: Milliseconds, call: () => void): () => void;
  readonly log: DirectorLog;
}

/** A hold that is on disk, and not in force yet. Ends by `keep` or `withdraw`. */
export interface Reservation {
  readonly hold: HoldState;
  /** From now on it is in force, in the place of what held the same. Idempotent. */
  enforce(): void;
  /** It stays. @returns what it has replaced */
  keep(): Promise<readonly HoldState[]>;
  /** Everything is held as it was before. @throws Error where the disk says otherwise */
  withdraw(): Promise<void>;
}

/** The system's clock may be set meanwhile. */
const longestWait: Milliseconds = 60_000;
const manager = 'director';

/**
 * What operators want of the director's virtual routers: on disk, so that it outlives the director and the boot. Of what is
 * held together there is one hold, the newest.
 */
export class DirectorHolds {
  readonly #records = new Map<string, HoldRecord>();
  /** What will be held in a moment, or not: nobody else may hold it otherwise meanwhile. */
  readonly #reserved = new Set<Company>();
  /** Records are written one after the other. */
  #work: Promise<unknown> = Promise.resolve();
  #isOver = false;
  #stopTimer: () => void = () => {};

  /** Reads what there is. @param onChange what is held is different */
  constructor(
    private readonly world: HoldsWorld,
    private readonly onChange: () => void,
  ) {
    const {records, problems} = world.store.read();
    for (const problem of problems) world.log('error', `a hold is not known any more: ${problem}`);
    for (const record of records) if (record.manager === manager && record.as) this.#records.set(record.target, record);
  }

  /** Ends those that are over, now and whenever their time comes. */
  begin(): void {
    this.#expire();
  }

  /** The oldest first. */
  get list(): readonly HoldState[] {
    return [...this.#records.values()].map(stateOf).toSorted((a, b) => a.since - b.since);
  }

  /** As the speaker takes them. */
  wanted(configuration: RouterConfiguration): Readonly<Record<string, 'master' | 'backup'>> {
    return Object.fromEntries([...holdsInForce(this.list, configuration)].map(([name, {as}]) => [name, as]));
  }

  /**
   * Recorded first: one that is not would not outlive the process. @param company of the target: its name is recorded
   * @throws Error where it cannot be recorded; then everything is held as before
   */
  hold(params: Omit<HoldParams, 'target'>, company: Company): Promise<HoldState & {replaced: readonly HoldState[]}> {
    return this.#inOrder(async () => {
      const {hold, keep} = await this.#reserve(params, company);
      return {...hold, replaced: await keep()};
    });
  }

  /** As hold, in two steps: what is to be held must happen first, and may fail. */
  reserve(params: Omit<HoldParams, 'target'>, company: Company): Promise<Reservation> {
    return this.#inOrder(async () => {
      const reservation = await this.#reserve(params, company);
      const over = <T>(work: () => Promise<T>) =>
        this.#inOrder(work).finally(() => void this.#reserved.delete(company));
      this.#reserved.add(company);
      return {
        ...reservation,
        keep: () => over(reservation.keep),
        withdraw: () => over(reservation.withdraw),
      };
    });
  }

  /** @returns those that there were */
  release(company: Company): Promise<readonly HoldState[]> {
    return this.#inOrder(async () => {
      this.#refuseReserved(company);
      const released: HoldState[] = [];
      for (const record of this.#recordsOf(company)) {
        await this.world.store.remove(record);
        this.#records.delete(record.target);
        released.push(stateOf(record));
        this.#changed();
      }
      return released;
    });
  }

  /** Nothing ends by itself any more. */
  close(): void {
    this.#isOver = true;
    this.#stopTimer();
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#work.then(work);
    this.#work = result.catch(() => {});
    return result;
  }

  async #reserve({as, owner, reason, expires}: Omit<HoldParams, 'target'>, company: Company): Promise<Reservation> {
    this.#refuseReserved(company);
    const record: HoldRecord = {
      manager,
      target: company.name,
      as,
      instances: company.routers,
      since: this.world.now(),
      owner,
      reason,
      expires,
      endedBy: expires === undefined ? 'nobody' : 'director',
      boot: '', // the store knows
    };
    await this.world.store.put(record);
    let replaced: readonly HoldRecord[] | undefined;
    const enforce = () => {
      if (replaced) return;
      replaced = this.#recordsOf(company);
      this.#put(replaced, [record]);
    };
    return {
      hold: stateOf(record),
      enforce,
      keep: async () => {
        enforce();
        const isRight = ({target}: HoldRecord) => target === record.target && this.#records.get(target) === record;
        for (const one of [record, ...(replaced ?? [])])
          if (!isRight(one)) await this.#write(one.target).catch(this.#logLeft);
        return (replaced ?? []).map(stateOf);
      },
      withdraw: async () => {
        if (replaced) this.#put([record], replaced);
        await this.#write(record.target);
      },
    };
  }

  #refuseReserved({name, routers}: Company): void {
    const names = [name, ...routers];
    const one = [...this.#reserved].find(company =>
      [company.name, ...company.routers].some(each => names.includes(each)),
    );
    if (one) throw new ProtocolError(errorCodes.refused, `${one.name} is being handed over: wait until that is over`);
  }

  #recordsOf({name, routers}: Company): readonly HoldRecord[] {
    return [...new Set([name, ...routers])].flatMap(each => this.#records.get(each) ?? []);
  }

  #put(before: readonly HoldRecord[], after: readonly HoldRecord[]): void {
    for (const {target} of before) this.#records.delete(target);
    for (const record of after) this.#records.set(record.target, record);
    this.#changed();
  }

  /** The disk says what is so. */
  async #write(target: string): Promise<void> {
    const record = this.#records.get(target);
    if (record) await this.world.store.put(record);
    else await this.world.store.remove({manager, target});
  }

  #changed(): void {
    this.onChange();
    this.#expire();
  }

  #expire(): void {
    this.#stopTimer();
    if (this.#isOver) return;
    const now = this.world.now();
    const over = [...this.#records.values()].filter(({expires = Number.POSITIVE_INFINITY}) => expires <= now);
    for (const {target, as} of over) {
      this.#records.delete(target);
      this.world.log('notice', `${target} is held as ${as} no more: its time is over`);
    }
    if (over.length > 0) this.onChange();
    for (const {target} of over) this.#forget(target);
    const next = Math.min(...[...this.#records.values()].map(({expires = Number.POSITIVE_INFINITY}) => expires));
    if (next === Number.POSITIVE_INFINITY) return;
    this.#stopTimer = this.world.after(Math.min(longestWait, next - now), () => this.#expire());
  }

  /** Its record may be left behind: it is over all the same the next time it is read. */
  #forget(target: string): void {
    if ([...this.#reserved].some(({name}) => name === target)) return; // the record is of what will be held
    void this.#inOrder(() => this.#write(target)).catch(this.#logLeft);
  }

  readonly #logLeft = (error: Error): void =>
    this.world.log('error', `the record of a hold that is over stays: ${error.message}`);
}

function stateOf({target, as = 'backup', since, owner, reason, expires}: HoldRecord): HoldState {
  return {target, as, since, owner, reason, expires};
}
