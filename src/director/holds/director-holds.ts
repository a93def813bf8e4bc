import type {HoldRecord} from '../../maintenance/holds/hold-record.js';
import type {HoldStore} from '../../maintenance/holds/hold-store.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {HoldState} from '../protocol/director-state.js';
import type {HoldParams} from '../protocol/methods.js';
import type {DirectorLog} from '../director-log.js';

export interface HoldsWorld {
  readonly store: Pick<HoldStore, 'read' | 'put' | 'remove'>;
  /** Since 1970, as the system's clock has it: holds end by it. */
  now(): Milliseconds;
  after(delay: Milliseconds, call: () => void): () => void;
  readonly log: DirectorLog;
}

/** The system's clock may be set meanwhile. */
const longestWait: Milliseconds = 60_000;
const manager = 'director';

/** What operators want of the director's virtual routers: on disk, so that it outlives the director and the boot. */
export class DirectorHolds {
  readonly #records = new Map<string, HoldRecord>();
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

  get list(): readonly HoldState[] {
    return [...this.#records.values()].map(stateOf).toSorted((a, b) => a.since - b.since);
  }

  /** As the speaker takes them. */
  get wanted(): Readonly<Record<string, 'master' | 'backup'>> {
    return Object.fromEntries(this.list.map(({target, as}) => [target, as]));
  }

  /**
   * Recorded first: one that is not would not outlive the process.
   * @param instances all that it holds
   * @throws Error where it cannot be recorded; then nothing is held
   */
  async hold({target, as, owner, reason, expires}: HoldParams, instances: readonly string[]): Promise<HoldState> {
    const record: Omit<HoldRecord, 'boot'> = {
      manager,
      target,
      as,
      instances,
      since: this.world.now(),
      owner,
      reason,
      expires,
      endedBy: expires === undefined ? 'nobody' : 'director',
    };
    await this.world.store.put(record);
    this.#records.set(target, {...record, boot: ''});
    this.#changed();
    return stateOf({...record, boot: ''});
  }

  /** @returns those that there were */
  async release(target: string): Promise<readonly HoldState[]> {
    const record = this.#records.get(target);
    if (!record) return [];
    await this.world.store.remove(record);
    this.#records.delete(target);
    this.#changed();
    return [stateOf(record)];
  }

  close(): void {
    this.#stopTimer();
  }

  #changed(): void {
    this.onChange();
    this.#expire();
  }

  #expire(): void {
    this.#stopTimer();
    const now = this.world.now();
    const due = [...this.#records.values()].flatMap(({target, expires}) =>
      expires === undefined ? [] : [{target, expires}],
    );
    for (const {target, expires} of due) if (expires <= now) void this.#end(target);
    const next = Math.min(...due.flatMap(({expires}) => (expires > now ? [expires] : [])));
    if (next === Number.POSITIVE_INFINITY) return;
    this.#stopTimer = this.world.after(Math.min(longestWait, next - now), () => this.#expire());
  }

  /** Its record may be left behind: it is over all the same the next time it is read. */
  async #end(target: string): Promise<void> {
    const record = this.#records.get(target);
    if (!record) return;
    this.#records.delete(target);
    this.world.log('notice', `${target} is held as ${record.as} no more: its time is over`);
    this.onChange();
    try {
      await this.world.store.remove(record);
    } catch (error) {
      this.world.log('error', `the record of a hold that is over stays: ${(error as Error).message}`);
    }
  }
}

function stateOf({target, as = 'backup', since, owner, reason, expires}: HoldRecord): HoldState {
  return {target, as, since, owner, reason, expires};
}
