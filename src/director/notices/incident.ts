import type {Milliseconds} from '../../checks/milliseconds.js';
import type {IsSilenced, OnHost, Pace} from './incidents.js';
import type {Affected, Cause, Notice} from './notice.js';

interface Victim extends Affected {
  /** When it came back; undefined: it is down. */
  upAt: Milliseconds | undefined;
  isTold: boolean;
  /** It went while nobody was to hear of it; until it is told. */
  isSilent: boolean;
  /** It is on a host that does not answer, and has not gone yet: its checks take longer. */
  isExpected: boolean;
}

/** How often it is looked whether somebody is to hear now of what is down since. */
const silencePause: Milliseconds = 10_000;

/** One cause, from its beginning until all of it is over and told. */
export class Incident {
  readonly #victims = new Map<string, Victim>();
  readonly #quorums = new Set<string>();
  /** The end of the window in which something happened; undefined: nothing is to be told. */
  #windowEnds: Milliseconds | undefined;
  #repeatAt: Milliseconds | undefined;
  /** When it is looked again whether a silence is over; undefined: there is none. */
  #silenceAt: Milliseconds | undefined;
  #isTold = false;
  #isOver = false;

  constructor(
    private readonly cause: Cause,
    private readonly since: Milliseconds,
  ) {}

  /** When its next notice may be due; undefined: not, unless something happens. */
  get dueAt(): Milliseconds | undefined {
    const times = [this.#windowEnds, this.#repeatAt, this.#silenceAt].filter(time => time !== undefined);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  isUntoldOf(pool: string): boolean {
    return [...this.#victims.values()].some(({isTold, isSilent, pool: own}) => !isTold && !isSilent && own === pool);
  }

  /** @param isSilent nobody is to hear of it now */
  noteDown(affected: Affected, {window}: Pace, isSilent: boolean): void {
    const {since, pool, server} = affected;
    const key = victimKey(pool, server);
    const known = this.#victims.get(key);
    if (known?.isExpected) this.#victims.set(key, {...known, ...affected, isExpected: false});
    if (known && known.upAt === undefined) return;
    // back for less than a window: it was not over yet
    if (known?.isTold && since - (known.upAt as Milliseconds) < window) known.upAt = undefined;
    else this.#victims.set(key, {...affected, upAt: undefined, isTold: false, isSilent, isExpected: false});
    this.#windowEnds ??= since + window;
  }

  noteUp(pool: string, server: string, at: Milliseconds, {window}: Pace): void {
    const victim = this.#victims.get(victimKey(pool, server));
    if (!victim || victim.upAt !== undefined) return;
    victim.upAt = at;
    if (!this.#isUnderWay) this.#windowEnds ??= at + window;
  }

  noteQuorum(pool: string, isThere: boolean): void {
    if (isThere) this.#quorums.delete(pool);
    else this.#quorums.add(pool);
  }

  /** What the configuration has no more is of no interest. @param isGone of a pool itself, with noServer */
  forget(isGone: (pool: string, server: string) => boolean): void {
    for (const [key, {pool, server}] of this.#victims) if (isGone(pool, server)) this.#victims.delete(key);
    for (const pool of this.#quorums) if (isGone(pool, noServer)) this.#quorums.delete(pool);
    this.#isOver ||= [...this.#victims.values()].every(({isExpected}) => isExpected);
  }

  /** What is to be told now; undefined: nothing. */
  tell(now: Milliseconds, {repeat, tellsRecovery}: Pace, isSilenced: IsSilenced, onHost: OnHost): Notice | undefined {
    const heard = ({pool, server}: Victim) => server === noServer || !isSilenced(pool, server);
    this.#windowEnds = undefined;
    this.#silenceAt = undefined;
    if (this.cause.type === 'trouble' || !this.#isUnderWay) {
      this.#isOver = true;
      const victims = [...this.#victims.values()].filter(one => heard(one) && (one.isTold || !one.isSilent));
      if (victims.length === 0) return undefined;
      if (this.cause.type === 'trouble') return this.#notice('trouble', now, victims);
      // what came and went within a window is told once, as what it was; a quorum has to come first, at the start
      if (!this.#isTold) return this.cause.type === 'quorum' ? undefined : this.#notice('recovered', now, victims);
      return tellsRecovery ? this.#notice('recovered', now, victims) : undefined;
    }
    this.#expect(onHost);
    for (const victim of this.#down) victim.isSilent = !heard(victim);
    const down = this.#down.filter(({isSilent}) => !isSilent);
    if (this.#down.some(({isTold, isSilent}) => isSilent && !isTold)) this.#silenceAt = now + silencePause;
    const fresh = down.filter(({isTold}) => !isTold);
    const isRepeatDue = this.#repeatAt !== undefined && this.#repeatAt <= now;
    if (fresh.length > 0 || isRepeatDue) this.#repeatAt = repeat > 0 ? now + repeat : undefined;
    for (const victim of fresh) victim.isTold = true;
    if (fresh.length > 0) {
      this.#isTold = true;
      return this.#notice('down', now, fresh);
    }
    return isRepeatDue && down.length > 0 ? this.#notice('still-down', now, down) : undefined;
  }

  /** What else is on a host that is told to be down goes with it, and is no news when it does. */
  #expect(onHost: OnHost): void {
    const [first] = this.#victims.values();
    const isBack = [...this.#victims.values()].some(({upAt}) => upAt !== undefined);
    if (this.cause.type !== 'host' || this.#isTold || isBack || !first) return;
    const {since, words} = first;
    for (const {pool, server} of onHost(this.cause.host)) {
      const key = victimKey(pool, server);
      if (this.#victims.has(key)) continue;
      const isExpected = true;
      this.#victims.set(key, {pool, server, since, words, upAt: undefined, isTold: false, isSilent: false, isExpected});
    }
  }

  get #isUnderWay(): boolean {
    return this.#down.some(({isExpected}) => !isExpected);
  }

  get #down(): readonly Victim[] {
    return [...this.#victims.values()].filter(({upAt}) => upAt === undefined);
  }

  #notice(type: Notice['type'], at: Milliseconds, victims: readonly Victim[]): Notice {
    return {
      schema: 'lvsctl.notice/1',
      type,
      at,
      since: this.since,
      cause: this.cause,
      affected: victims
        .filter(({server}) => server !== noServer)
        .map(({pool, server, since, words}) => ({pool, server, since, words})),
      quorums: [...this.#quorums].sort(),
    };
  }
}

/** Stands for a pool itself. */
export const noServer = '';

/** What tells one victim within all pools. */
export function victimKey(pool: string, server: string): string {
  return `${pool}\n${server}`;
}
