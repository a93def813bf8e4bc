import type {Milliseconds} from '../intervals.js';
import type {RejectionCode} from '../rejection.js';
import type {RouterCounters} from './speaker-report.js';

/** Of the interval: an advertisement that goes so much later than it should is late. */
const tolerance = 0.2;

/** What is counted of a virtual router. */
export class Counters implements RouterCounters {
  sent = 0;
  received = 0;
  readonly rejected: Partial<Record<RejectionCode, number>> = {};
  priorityZeroSent = 0;
  priorityZeroReceived = 0;
  becameMaster = 0;
  leftMaster = 0;
  late = 0;
  latest: Milliseconds = 0;
  announced = 0;

  countRejection(code: RejectionCode): void {
    this.rejected[code] = (this.rejected[code] ?? 0) + 1;
  }

  /** @returns whether it was too late */
  countDelay(delay: Milliseconds, interval: Milliseconds): boolean {
    this.latest = Math.max(this.latest, delay);
    const isLate = delay > interval * tolerance;
    if (isLate) this.late++;
    return isLate;
  }

  /** As they are now. */
  get plain(): RouterCounters {
    return {...this, rejected: {...this.rejected}};
  }
}
