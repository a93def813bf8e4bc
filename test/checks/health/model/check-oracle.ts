import type {Check} from '../../../../src/checks/check.js';
import type {Advice, Verdict} from '../../../../src/checks/probe/verdict.js';

/**
 * What a check has to be, by all its verdicts as one text: `u`, `d`, and `D` for a failure that suffices by itself where
 * nothing is known. Whichever of the two runs that decide ended last, decides.
 */
export class CheckOracle {
  log = '';
  weight: number | undefined;
  percent = 100;
  admin: string | undefined;
  operation: string | undefined;

  constructor(readonly check: Check) {}

  get isAgent(): boolean {
    return this.check.probe.type === 'agent';
  }

  get state(): 'unknown' | 'up' | 'down' {
    const {fall, rise} = this.check.schedule;
    const log = this.log.toLowerCase();
    const downAt = endOf(log, 'd'.repeat(fall));
    const upAt = endOf(log, 'u'.repeat(rise));
    if (downAt >= 0 || upAt >= 0) return downAt > upAt ? 'down' : 'up';
    const first = /[uD]/.exec(this.log)?.[0];
    return first === undefined ? 'unknown' : first === 'u' ? 'up' : 'down';
  }

  /** @param isTrusted whether somebody that has it has clients */
  hear(verdict: Verdict, isTrusted: boolean): void {
    const before = this.state;
    if (verdict.type === 'up') this.log += 'u';
    if (verdict.type === 'down') this.log += this.check.schedule.startsDown && !isTrusted ? 'D' : 'd';
    if (verdict.advice) this.#advise(verdict.advice);
    if (this.state === 'down' && before !== 'down') this.weight = undefined;
  }

  #advise(advice: Advice): void {
    if (advice.type === 'weight') this.weight = advice.weight;
    if (advice.type !== 'agent') return;
    this.percent = advice.percent ?? this.percent;
    this.admin = advice.admin ?? this.admin;
    this.operation = advice.operation ?? this.operation;
  }
}

function endOf(log: string, run: string): number {
  const found = log.lastIndexOf(run);
  return found < 0 ? -1 : found + run.length;
}
