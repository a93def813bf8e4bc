import type {Milliseconds} from '../milliseconds.js';
import type {HealthEffect, Happening} from './health-event.js';
import type {CheckRecord, HostRecord, MemberRecord, PoolRecord, Registry} from './records.js';

/** One step: what it does, and what is still to be looked at before it is over. */
export class Turn {
  readonly #members = new Queue<MemberRecord>();
  readonly #pools = new Queue<PoolRecord>();
  readonly #plans = new Set<string>();
  readonly #happenings: Happening[] = [];
  readonly #cancels: CheckRecord[] = [];
  readonly #asks: HostRecord[] = [];
  readonly #tries: CheckRecord[] = [];

  constructor(
    readonly registry: Registry,
    readonly now: Milliseconds,
    /** New settings: what changes by them is known to whoever made them. */
    readonly isConfiguring: boolean,
  ) {}

  touch(member: MemberRecord): void {
    if (member.isTouched) return;
    member.isTouched = true;
    this.#members.add(member);
  }

  touchPool(pool: PoolRecord): void {
    if (pool.isTouched) return;
    pool.isTouched = true;
    this.#pools.add(pool);
  }

  /** @returns a member that was touched, as long as there is one; after that the pools */
  takeTouched(): MemberRecord | PoolRecord | undefined {
    const taken = this.#members.take() ?? this.#pools.take();
    if (taken) taken.isTouched = false;
    return taken;
  }

  plan({name}: PoolRecord): void {
    this.#plans.add(name);
  }

  tell(happening: Happening): void {
    this.#happenings.push(happening);
  }

  try(check: CheckRecord): void {
    this.#tries.push(check);
  }

  cancel(check: CheckRecord): void {
    this.#cancels.push(check);
  }

  ask(host: HostRecord): void {
    this.#asks.push(host);
  }

  /** What was decided: the table first, the new tries last. */
  get effects(): HealthEffect[] {
    return [
      ...this.#cancels.map(({key}) => ({type: 'cancel', check: key}) as const),
      ...[...this.#plans].map(pool => ({type: 'plan', pool}) as const),
      ...this.#happenings.map(happening => ({type: 'happened', happening}) as const),
      ...this.#asks.map(({name}) => ({type: 'ask-host', host: name}) as const),
      ...this.#tries.map(({key}) => ({type: 'try', check: key}) as const),
    ];
  }
}

/** First in, first out; it lives for one step. */
class Queue<T> {
  readonly #items: T[] = [];
  #taken = 0;

  add(item: T): void {
    this.#items.push(item);
  }

  take(): T | undefined {
    return this.#taken < this.#items.length ? this.#items[this.#taken++] : undefined;
  }
}
