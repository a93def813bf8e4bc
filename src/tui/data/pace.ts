/**
 * How often something costly is read: so that, over time, no refresh pays more for it than it may cost. What costs
 * little is read at every refresh, the rest every second, third, … one.
 */
export class Pace {
  #rest = 0;

  /** @param allowance milliseconds of work that a refresh may cost on average */
  constructor(private readonly allowance: number) {}

  /** Asked once a refresh: whether it may be read now. */
  isDue(): boolean {
    this.#rest = Math.max(0, this.#rest - this.allowance);
    return this.#rest === 0;
  }

  /** It was read, and took so many milliseconds of work. */
  spent(cost: number): void {
    this.#rest = cost;
  }
}
