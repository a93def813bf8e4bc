import type {Exit} from './supervised-program.js';

/** By performance.now(). */
type Milliseconds = number;

/** What to wait for: a text or pattern in the rows of the screen joined by line feeds, or anything that is true of the terminal. */
export type Awaited<Terminal> = string | RegExp | ((terminal: Terminal) => boolean);

export interface Patience {
  /** 10 unless told. */
  readonly seconds?: number;
  /** What the message calls it. */
  readonly what?: string;
}

interface Watched {
  screen(): string[];
  picture(): string;
  readonly exit: Exit | undefined;
  readonly arrivedAt: Milliseconds;
}

interface Waiter {
  readonly isThere: () => boolean;
  readonly resolve: (at: Milliseconds) => void;
  readonly reject: (why: string) => void;
}

/** Those who wait for something on a terminal's screen. */
export class Waiters<Terminal extends Watched> {
  readonly #waiters = new Set<Waiter>();

  constructor(private readonly terminal: Terminal) {}

  until(awaited: Awaited<Terminal>, {seconds = 10, what = wordsOf(awaited)}: Patience = {}): Promise<Milliseconds> {
    const {terminal} = this;
    // Made here for its stack, which names the test's line.
    const failure = new Error();
    return new Promise((resolve, reject) => {
      const end = (act: () => void) => {
        clearTimeout(bound);
        this.#waiters.delete(waiter);
        act();
      };
      const waiter: Waiter = {
        isThere: () => isThere(terminal, awaited),
        resolve: at => end(() => resolve(at)),
        reject: why =>
          end(() => {
            failure.message = `${why} for ${what}
${terminal.picture()}`;
            reject(failure);
          }),
      };
      const bound = setTimeout(() => waiter.reject(`waited ${seconds} s`), seconds * 1000);
      this.#waiters.add(waiter);
      this.#look(waiter, terminal.arrivedAt);
    });
  }

  /** To be called when the screen has changed, by output that arrived then. */
  look(arrivedAt: Milliseconds): void {
    for (const waiter of this.#waiters) this.#look(waiter, arrivedAt);
  }

  stop(): void {
    for (const waiter of this.#waiters) waiter.reject('the terminal was closed: waited');
  }

  #look(waiter: Waiter, arrivedAt: Milliseconds): void {
    try {
      if (waiter.isThere()) waiter.resolve(arrivedAt);
      else if (this.terminal.exit) waiter.reject('the program ended: waited');
    } catch (error) {
      waiter.reject(`${error} while waiting`);
    }
  }
}

function wordsOf<Terminal>(awaited: Awaited<Terminal>): string {
  return typeof awaited === 'string' ? JSON.stringify(awaited) : String(awaited);
}

function isThere<Terminal extends Watched>(terminal: Terminal, awaited: Awaited<Terminal>): boolean {
  if (typeof awaited === 'function') return awaited(terminal);
  const text = terminal.screen().join('\n');
  return typeof awaited === 'string' ? text.includes(awaited) : text.search(awaited) >= 0;
}
