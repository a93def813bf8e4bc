import type {Milliseconds} from '../../checks/milliseconds.js';
import type {IsSilenced, Pace} from './incidents.js';
import type {Affected, Cause, Notice} from './notice.js';

interface Victim extends Affected {
  /** When it came back; undefined: it is down. */
  upAt: Milliseconds | undefined;
  isTold: boolean;
}

/** One cause, from its beginning until all of it is over and told. */
export class Incident {
  readonly #victims = new Map<string, Victim>();
  readonly #quorums = new Set<string>();
  /** The end of the window in which something happened; undefined: nothing is to be told. */
  #windowEnds: Milliseconds | undefined;
  #repeatAt: Milliseconds | undefined;
  #isTold = false;
  #isOver = false;

  constructor(
    private readonly cause: Cause,
    private readonly since: Milliseconds,
  ) {}

  /** When its next notice may be due; undefined: not, unless something happens. */
  get dueAt(): Milliseconds | undefined {
    return this.#windowEnds === undefined || (this.#repeatAt !== undefined && this.#repeatAt < this.#windowEnds)
      ? this.#repeatAt
      : this.#windowEnds;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  isUntoldOf(pool: string): boolean {
    return [...this.#victims.values()].some(victim => !victim.isTold && victim.pool === pool);
  }

  noteDown(affected: Affected, {window}: Pace): void {
    const {since, pool, server} = affected;
    const key = keyOf(pool, server);
    const known = this.#victims.get(key);
    if (known && known.upAt === undefined) return;
    // back for less than a window: it was not over yet
    if (known?.isTold && since - (known.upAt as Milliseconds) < window) known.upAt = undefined;
    else this.#victims.set(key, {...affected, upAt: undefined, isTold: false});
    this.#windowEnds ??= since + window;
  }

  noteUp(pool: string, server: string, at: Milliseconds, {window}: Pace): void {
    const victim = this.#victims.get(keyOf(pool, server));
    if (!victim || victim.upAt !== undefined) return;
    victim.upAt = at;
    if (this.#down.length === 0) this.#windowEnds ??= at + window;
  }

  noteQuorum(pool: string, isThere: boolean): void {
    if (isThere) this.#quorums.delete(pool);
    else this.#quorums.add(pool);
  }

  /** Servers that the configuration has no more are of no interest. */
  forget(isGone: (pool: string, server: string) => boolean): void {
    for (const [key, {pool, server}] of this.#victims)
      if (server !== noServer && isGone(pool, server)) this.#victims.delete(key);
    this.#isOver ||= this.#victims.size === 0;
  }

  /** What is to be told now; undefined: nothing. */
  tell(now: Milliseconds, {repeat, tellsRecovery}: Pace, isSilenced: IsSilenced): Notice | undefined {
    const heard = ({pool, server}: Victim) => server === noServer || !isSilenced(pool, server);
    this.#windowEnds = undefined;
    if (this.cause.type === 'trouble' || this.#down.length === 0) {
      this.#isOver = true;
      const victims = [...this.#victims.values()].filter(heard);
      if (victims.length === 0) return undefined;
      if (this.cause.type === 'trouble') return this.#notice('trouble', now, victims);
      // what came and went within a window is told once, as what it was; a quorum has to come first, at the start
      if (!this.#isTold) return this.cause.type === 'quorum' ? undefined : this.#notice('recovered', now, victims);
      return tellsRecovery ? this.#notice('recovered', now, victims) : undefined;
    }
    const down = this.#down.filter(heard);
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

function keyOf(pool: string, server: string): string {
  return `${pool}\n${server}`;
}
