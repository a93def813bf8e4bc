import type {Milliseconds} from '../../vrrp/intervals.js';
import type {TrackedProcess} from '../../vrrp/router/configuration.js';
import type {DirectorLog} from '../director-log.js';
import {isEnough, isMeant, type SeenProcess} from './process-match.js';

export interface ProcessWorld {
  /** All there are. */
  processes(): readonly SeenProcess[];
  /** Calls once when it has ended. @returns what ends the waiting */
  onExit(process: SeenProcess, call: () => void): () => void;
  after(delay: Milliseconds, call: () => void): () => void;
  readonly log: DirectorLog;
}

/** How often new ones are looked for. Ends are told at once. */
const pause: Milliseconds = 5000;

/** Counts processes by their names, all tracked ones in one pass. */
export class ProcessTracker {
  readonly #found = new Map<string, {readonly seen: SeenProcess; readonly forget: () => void}>();
  #tracked: readonly TrackedProcess[] = [];
  #values: Readonly<Record<string, boolean>> = {};
  #stopTimer: () => void = () => {};

  constructor(
    private readonly world: ProcessWorld,
    private readonly onChange: () => void,
  ) {}

  get values(): Readonly<Record<string, boolean>> {
    return this.#values;
  }

  /** In the place of those before. */
  track(tracked: readonly TrackedProcess[]): void {
    this.#tracked = tracked;
    this.#stopTimer();
    if (tracked.length === 0) this.#forget(() => true);
    else this.#scan();
    this.#values = this.#evaluate();
  }

  close(): void {
    this.track([]);
  }

  readonly #again = (): void => {
    this.#scan();
    this.#compare();
  };

  #scan(): void {
    const seen = this.world.processes().filter(one => this.#tracked.some(tracked => isMeant(tracked, one)));
    const keys = new Set(seen.map(keyOf));
    this.#forget(key => !keys.has(key));
    for (const one of seen) if (!this.#found.has(keyOf(one))) this.#note(one);
    this.#stopTimer = this.world.after(pause, this.#again);
  }

  #note(seen: SeenProcess): void {
    const key = keyOf(seen);
    const forget = this.world.onExit(seen, () => {
      this.#found.delete(key);
      this.#compare();
    });
    this.#found.set(key, {seen, forget});
  }

  #forget(isGone: (key: string) => boolean): void {
    for (const [key, {forget}] of this.#found) {
      if (!isGone(key)) continue;
      forget();
      this.#found.delete(key);
    }
  }

  #compare(): void {
    const before = this.#values;
    this.#values = this.#evaluate();
    const changed = this.#tracked.filter(({name}) => before[name] !== this.#values[name]);
    for (const {name, process} of changed)
      this.world.log(
        this.#values[name] ? 'info' : 'warning',
        `process ${name}: ${this.#count(process)} of ${process} run, which counts as ${this.#values[name] ? 'good' : 'bad'}`,
      );
    if (changed.length > 0) this.onChange();
  }

  #evaluate(): Readonly<Record<string, boolean>> {
    return Object.fromEntries(this.#tracked.map(one => [one.name, isEnough(one, this.#count(one.process))]));
  }

  #count(process: string): number {
    return [...this.#found.values()].filter(({seen}) => isMeant({process}, seen)).length;
  }
}

function keyOf({pid, startTicks}: SeenProcess): string {
  return `${pid} ${startTicks}`;
}
