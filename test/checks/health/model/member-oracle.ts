import type {MemberSettings} from '../../../../src/checks/health/settings.js';
import type {CheckOracle} from './check-oracle.js';

/** Where a member has to be, by when what was said of it. */
export class MemberOracle {
  /** `first` until something is known; since when it counts, or has been good, or has been bad. */
  story: 'first' | 'bad' | 'good' | 'in' = 'first';
  at = 0;
  isRamping = false;
  isDisabled = false;
  checks: readonly CheckOracle[] = [];
  /** As they were when its checks were switched off. */
  #advice = {weights: [] as number[], share: 1, isDrained: false};

  constructor(
    public settings: MemberSettings,
    public isTrusted: boolean,
  ) {}

  get isServing(): boolean {
    return !this.settings.isOff && (this.story === 'in' || (this.story === 'first' && this.isTrusted));
  }

  get availability(): 'up' | 'down' | 'unknown' {
    if (this.settings.isOff) return 'down';
    return this.story === 'in' ? 'up' : this.story === 'first' ? 'unknown' : 'down';
  }

  /** @param others what it depends on */
  look(now: number, others: readonly ('up' | 'down' | 'unknown')[]): void {
    if (!this.isDisabled) this.#hearAdvice();
    if (this.settings.isOff) {
      this.story = 'first';
      this.isTrusted = false;
      return;
    }
    const said = this.#said(others);
    if (said.includes('down')) {
      if (this.story !== 'bad') this.#turn('bad', now);
      return;
    }
    const isGood = !said.includes('unknown');
    if (this.story === 'first' && isGood) this.#turn('in', now);
    if (this.story === 'good' && !isGood) this.#turn('bad', now);
    if (this.story === 'bad' && isGood) this.#turn('good', now);
    if (this.story === 'good' && now >= this.at + this.settings.holdDown) {
      this.#turn('in', now);
      this.isRamping = this.settings.slowStart.over > 0;
    }
  }

  /** What it counts for, once it is where it goes. */
  get weight(): number {
    const {weights, share} = this.#advice;
    const {weight} = this.settings;
    return Math.ceil(Math.max(0, weight + weights.reduce((sum, one) => sum + one - weight, 0)) * share - 1e-9);
  }

  get isDrained(): boolean {
    return this.#advice.isDrained;
  }

  place(now: number, isReplaced: boolean): string {
    const away = this.settings.whenDown === 'quiesce' ? 'quiesced' : 'out';
    if (this.settings.isOff) return 'out';
    if (this.story === 'first') return 'as-is';
    if (this.story !== 'in' || isReplaced) return away;
    if (this.isDrained) return 'quiesced';
    const {over, steps} = this.settings.slowStart;
    const done = this.isRamping ? Math.min(steps, Math.floor((now - this.at + 0.001) / (over / steps))) : steps;
    return String(this.weight === 0 ? 0 : Math.max(1, Math.floor((this.weight * done) / steps)));
  }

  #turn(story: MemberOracle['story'], now: number): void {
    this.story = story;
    this.at = now;
    this.isRamping = false;
  }

  #said(others: readonly ('up' | 'down' | 'unknown')[]): readonly string[] {
    if (this.isDisabled) return ['unknown'];
    const deciding = this.checks.filter(({isAgent}) => !isAgent).map(({state}) => state);
    const agents = this.checks.map(({operation}) => (operation === 'stopped' ? 'down' : 'up'));
    return [...deciding, ...agents, ...others];
  }

  #hearAdvice(): void {
    this.#advice = {
      weights: this.checks.flatMap(({weight}) => weight ?? []),
      share: this.checks.reduce((product, {percent}) => (product * percent) / 100, 1),
      isDrained: this.checks.some(({admin}) => admin === 'drain'),
    };
  }
}
