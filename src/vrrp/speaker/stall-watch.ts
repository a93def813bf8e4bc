import type {Milliseconds} from '../intervals.js';

/** Of the shortest interval: an alarm that is later by more comes after a stall. */
const tolerance = 0.5;
/** What arrived meanwhile is posted by the receiving thread within this, and is taken before the clock acts. */
const settling: Milliseconds = 5;
/** Of the shortest interval: a process that is always late takes over all the same. */
const again = 8;

/** Notices that the process did not run for a while: SIGSTOP, a machine that was paused, a loop without end in it. */
export class StallWatch {
  #until: Milliseconds | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;

  /** Until when nothing is to be done but to listen. */
  get deadline(): Milliseconds | undefined {
    return this.#until;
  }

  /**
   * @param late how much later than it should the alarm rang
   * @param interval the shortest of all routers
   * @returns `listen`: nothing else yet; `stalled`: routers have to be told first
   */
  ring(now: Milliseconds, late: Milliseconds, interval: Milliseconds): 'listen' | 'stalled' | 'punctual' {
    if (this.#until !== undefined) {
      this.#until = undefined;
      if (now - this.#toldAt < again * interval) return 'punctual';
      this.#toldAt = now;
      return 'stalled';
    }
    if (late <= interval * tolerance) return 'punctual';
    this.#until = now + settling;
    return 'listen';
  }
}
