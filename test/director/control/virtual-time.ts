/** A clock that goes when it is told to. */
export class VirtualTime {
  now = 1_790_000_000_000;
  readonly #calls = new Set<{readonly at: number; readonly call: () => void}>();

  readonly clock = (): number => this.now;

  readonly after = (delay: number, call: () => void): (() => void) => {
    const entry = {at: this.now + delay, call};
    this.#calls.add(entry);
    return () => void this.#calls.delete(entry);
  };

  /** As when the process is stopped: what was due meanwhile is called once, late. */
  standStill(milliseconds: number): void {
    this.now += milliseconds;
    const due = [...this.#calls].filter(({at}) => at <= this.now).sort((a, b) => a.at - b.at);
    for (const entry of due) if (this.#calls.delete(entry)) entry.call();
  }

  advance(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const [next] = [...this.#calls].sort((a, b) => a.at - b.at);
      if (!next || next.at > end) break;
      this.#calls.delete(next);
      this.now = next.at;
      next.call();
    }
    this.now = end;
  }
}
