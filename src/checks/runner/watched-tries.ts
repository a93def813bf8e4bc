import type {Milliseconds} from '../milliseconds.js';
import type {Verdict} from '../probe/verdict.js';

/** Tells what is found: in a later turn what is so now, and again whenever that is another thing. @returns what ends it */
export type Watch = (onVerdict: (verdict: Verdict) => void) => () => void;

/** A try that nothing happens to ends so, with what is so. */
const longest: Milliseconds = 60_000;
/** So often each verdict is told: health does not count one of a time in which this process was not let run. */
const times = 2;

interface Watched {
  stop(): void;
  /** What was found last; undefined: nothing yet. */
  verdict: Verdict | undefined;
  /** How often it is still to be told. */
  left: number;
  /** A try that waits. */
  onVerdict: ((verdict: Verdict) => void) | undefined;
  stopTimer(): void;
}

/** Checks of what tells of itself when it changes: a try of them ends with the next change, at once. */
export class WatchedTries {
  readonly #watched = new Map<string, Watched>();

  constructor(private readonly after: (delay: Milliseconds, call: () => void) => () => void) {}

  /** @param watch begun with the first try of a check */
  add(key: string, watch: Watch, onVerdict: (verdict: Verdict) => void): void {
    const watched = this.#watched.get(key) ?? this.#begin(key, watch);
    watched.onVerdict = onVerdict;
    this.#arm(watched);
  }

  /** Nobody needs it any more. */
  cancel(key: string): void {
    const watched = this.#watched.get(key);
    this.#watched.delete(key);
    watched?.stopTimer();
    watched?.stop();
  }

  /** Whatever is not wanted any more is let go, also between its tries. */
  keep(isWanted: (key: string) => boolean): void {
    for (const key of this.#watched.keys()) if (!isWanted(key)) this.cancel(key);
  }

  clear(): void {
    this.keep(() => false);
  }

  #begin(key: string, watch: Watch): Watched {
    const watched: Watched = {stop() {}, verdict: undefined, left: 0, onVerdict: undefined, stopTimer() {}};
    this.#watched.set(key, watched);
    watched.stop = watch(verdict => {
      watched.verdict = verdict;
      watched.left = times;
      this.#tell(watched);
    });
    return watched;
  }

  #arm(watched: Watched): void {
    watched.stopTimer();
    watched.stopTimer = this.after(watched.left > 0 ? 0 : longest, () => this.#tell(watched));
  }

  #tell(watched: Watched): void {
    const {verdict, onVerdict} = watched;
    if (!onVerdict) return;
    if (!verdict) return this.#arm(watched);
    watched.stopTimer();
    watched.onVerdict = undefined;
    watched.left = Math.max(0, watched.left - 1);
    onVerdict({...verdict, latency: 0});
  }
}
