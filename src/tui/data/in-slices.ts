/** What long work needs to leave room for others. */
export interface SliceWorld {
  /** Milliseconds since 1970. */
  clock(): number;
  /** Resolves after what waits had its turn. */
  pause(): Promise<void>;
}

/** How long work may go on before others have their turn, milliseconds. */
const slice = 8;

/** Runs work that yields now and then, a slice at a time: short work in one go. */
export async function inSlices<T>(work: Generator<void, T>, {clock, pause}: SliceWorld): Promise<T> {
  for (let end = clock() + slice; ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (clock() < end) continue;
    await pause();
    end = clock() + slice;
  }
}
