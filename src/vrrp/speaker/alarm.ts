import type {Milliseconds} from '../intervals.js';
import type {SpeakerWorld} from './speaker-world.js';

/** Timers count whole milliseconds, and may end so much too early. */
const grain: Milliseconds = 1;
/** Of a timer. */
const longest: Milliseconds = 2 ** 31 - 1;

/** The one timer of a speaker. It rings once for each time it is set, at the earliest of what it was set to. */
export class Alarm {
  #at = Number.POSITIVE_INFINITY;
  #cancel: () => void = () => {};

  /** @param onRing with the time it is to be taken for, and how much later it is than it should be */
  constructor(
    private readonly world: Pick<SpeakerWorld, 'clock' | 'after'>,
    private readonly onRing: (now: Milliseconds, late: Milliseconds) => void,
  ) {}

  set(deadline: Milliseconds): void {
    const now = this.world.clock();
    const at = Math.max(deadline, now);
    if (at >= this.#at) return;
    this.#cancel();
    this.#at = at;
    this.#cancel = this.world.after(Math.min(Math.ceil(at - now), longest), () => this.#ring());
  }

  /** Where there was no time for it yet. */
  ringIfDue(): void {
    if (this.world.clock() < this.#at) return;
    this.#cancel();
    this.#ring();
  }

  stop(): void {
    this.#cancel();
    this.#at = Number.POSITIVE_INFINITY;
  }

  #ring(): void {
    const at = this.#at;
    const now = this.world.clock();
    this.#at = Number.POSITIVE_INFINITY;
    if (now < at - grain) this.set(at);
    else this.onRing(Math.max(now, at), now - at);
  }
}
