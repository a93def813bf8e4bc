import type {Milliseconds} from '../milliseconds.js';
import type {ProbeWorld, RunningProbe} from './probe-world.js';
import type {Advice, Layer, ProbeStep, Verdict} from './verdict.js';

/**
 * A timer that comes later than this says that the process stood still, and an answer may be there that was not read: there is
 * this time more, once.
 */
const lateness: Milliseconds = 20;
const extraTime: Milliseconds = 1;

/**
 * One try of a probe, whatever it asks: its time, its steps, its one verdict, and what it holds until then.
 * NB: say nothing in the turn in which it was made: a verdict comes in a later one.
 */
export class Attempt implements RunningProbe {
  readonly world: ProbeWorld;
  readonly began: Milliseconds;
  /** Whether somebody watches; words of steps need not be made for nobody. */
  readonly isWatched: boolean;
  readonly #onVerdict: (verdict: Verdict) => void;
  readonly #onStep: ((step: ProbeStep) => void) | undefined;
  readonly #end: Milliseconds;
  readonly #held = new Set<() => void>();
  #deadline = Number.POSITIVE_INFINITY;
  #otherwise: (isWhole: boolean) => void = () => this.down('L7', 'it was not over in time');
  #timerAt = Number.POSITIVE_INFINITY;
  #stopTimer: () => void = () => undefined;
  #wasLate = false;
  #isOver = false;

  /** @param whole from now to its end, whatever comes */
  constructor(
    world: ProbeWorld,
    whole: Milliseconds,
    onVerdict: (verdict: Verdict) => void,
    onStep: ((step: ProbeStep) => void) | undefined,
  ) {
    this.world = world;
    this.#onVerdict = onVerdict;
    this.#onStep = onStep;
    this.isWatched = onStep !== undefined;
    this.began = world.clock();
    this.#end = this.began + whole;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get elapsed(): Milliseconds {
    return this.world.clock() - this.began;
  }

  /**
   * What happens unless this is called again, or the verdict is there, within a time.
   * @param otherwise has to end the try; it is told whether the time of the whole try is over
   */
  expect(within: Milliseconds, otherwise: (isWhole: boolean) => void): void {
    this.#otherwise = otherwise;
    this.extend(within);
  }

  /** The time of what is expected begins again. */
  extend(within: Milliseconds): void {
    if (this.#isOver) return;
    const now = this.world.clock();
    this.#deadline = Math.min(now + within, this.#end);
    if (this.#deadline < this.#timerAt) this.#arm(now);
  }

  /** What is let go with the end of the try. @returns what takes it back */
  holds(release: () => void): () => void {
    if (this.#isOver) release();
    else this.#held.add(release);
    return () => this.#held.delete(release);
  }

  step(name: string, words: string): void {
    if (!this.#isOver) this.#onStep?.({name, at: this.elapsed, words});
  }

  up(words: string, advice?: Advice): void {
    this.#settle({type: 'up', words, latency: this.elapsed, ...(advice && {advice})});
  }

  down(layer: Layer, words: string, isSilence = false): void {
    this.#settle({type: 'down', layer, words, latency: this.elapsed, isSilence});
  }

  undecided(words: string): void {
    this.#settle({type: 'undecided', words, latency: this.elapsed});
  }

  cancel(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopTimer();
    for (const release of this.#held) release();
    this.#held.clear();
  }

  #settle(verdict: Verdict): void {
    if (this.#isOver) return;
    this.cancel();
    this.#onVerdict(verdict);
  }

  /** A deadline that has moved away is noticed when the timer of the old one is over: most timers are armed once. */
  #arm(now: Milliseconds): void {
    this.#stopTimer();
    this.#timerAt = this.#deadline;
    this.#stopTimer = this.world.after(Math.max(0, this.#deadline - now), () => this.#wake());
  }

  #wake(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    const now = this.world.clock();
    // a timer of Node may be a part of a millisecond early
    if (now + 1 < this.#deadline) this.#arm(now);
    else if (now - this.#deadline > lateness && !this.#wasLate) this.#armLate(now);
    else this.#otherwise(this.#deadline >= this.#end);
  }

  #armLate(now: Milliseconds): void {
    this.#wasLate = true;
    this.#timerAt = now + extraTime;
    this.#stopTimer = this.world.after(extraTime, () => this.#wake());
  }
}
