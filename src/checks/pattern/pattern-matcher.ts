import type {Milliseconds} from '../milliseconds.js';
import type {ProbeWorld} from '../probe/probe-world.js';
import {type CompiledPattern, compilePattern} from './compile-pattern.js';
import {findPattern} from './find-pattern.js';
import type {Pattern} from './pattern.js';
import {PatternThread} from './pattern-thread.js';

/** Whether a text has what a pattern is looking for; words where that could not be found out. */
export type PatternOutcome =
  | {readonly type: 'looked'; readonly found: boolean}
  | {readonly type: 'undecided'; readonly words: string};

/** What is looked for, and where: a match begins at `from` or behind it, and before `below`. */
export interface PatternSearch {
  readonly pattern: Pick<Pattern, 'source' | 'options'>;
  /** Bytes as latin1. */
  readonly text: string;
  readonly from: number;
  readonly below: number;
}

/** How long one search may take, of the time in which its thread has a processor. */
const limit: Milliseconds = 100;
/** And in all, on a host that is too busy: then nothing is known, and nothing is wrong with the pattern. */
const longestSearch: Milliseconds = 2000;
/** The kernel counts a thread's time by its ticks, of up to 10 ms. */
const shortestWait: Milliseconds = 10;
/** A pattern that took too long waits so long, and twice as long each time that it does so again, up to the other. */
const firstRest: Milliseconds = 1000;
const longestRest: Milliseconds = 120_000;

/**
 * Looks for patterns of users in a thread that is given up when a search takes too long. Patterns take turns, and one
 * that keeps taking too long is asked less and less often: it cannot keep the others waiting.
 */
export class PatternMatcher {
  readonly #world: ProbeWorld;
  readonly #queues = new Map<string, Queue>();
  /** Those that have something to do, in turn. */
  readonly #turns: Queue[] = [];
  #thread: PatternThread | undefined;
  #current: Waiting | undefined;
  #stopTimer: () => void = () => undefined;

  constructor(world: ProbeWorld) {
    this.#world = world;
  }

  /** @param onEnd called once, in a later turn. @returns what gives it up */
  search(search: PatternSearch, onEnd: (outcome: PatternOutcome) => void): () => void {
    const waiting: Waiting = {search, queue: this.#queueOf(search.pattern), onEnd, isGivenUp: false};
    const giveUp = () => {
      waiting.isGivenUp = true;
      waiting.search = {...waiting.search, text: ''}; // its turn may be far away
    };
    const answer = this.#atOnce(waiting);
    if (answer) {
      queueMicrotask(() => settle(waiting, answer));
      return giveUp;
    }
    if (waiting.queue.waiting.push(waiting) === 1) this.#turns.push(waiting.queue);
    this.#next();
    return giveUp;
  }

  /** What needs no thread: patterns without anything special, and those that rest. */
  #atOnce({search, queue}: Waiting): PatternOutcome | undefined {
    const {compiled, restsUntil} = queue;
    if (compiled.type === 'refused') return undecided(queue, compiled.words);
    if (queue.isPlain)
      return {type: 'looked', found: findPattern(compiled.expression, search.text, search.from, search.below)};
    const rest = restsUntil - this.#world.clock();
    return rest > 0
      ? undecided(queue, `it takes more than ${limit} ms, and is left alone for ${seconds(rest)}`)
      : undefined;
  }

  #queueOf(pattern: PatternSearch['pattern']): Queue {
    const key = `${pattern.options.join()} ${pattern.source}`;
    const known = this.#queues.get(key);
    if (known) return known;
    const queue: Queue = {
      source: pattern.source,
      compiled: compilePattern(pattern),
      isPlain: /^[\w\s\-:;,<>"'=!@#%&~`/]*$/.test(pattern.source),
      waiting: [],
      restsUntil: 0,
      rest: firstRest,
    };
    this.#queues.set(key, queue);
    return queue;
  }

  #next(): void {
    while (!this.#current) {
      const queue = this.#turns.shift();
      if (!queue) return;
      const waiting = queue.waiting.shift();
      if (queue.waiting.length > 0) this.#turns.push(queue);
      if (!waiting || waiting.isGivenUp) continue;
      const answer = this.#atOnce(waiting);
      if (answer) settle(waiting, answer);
      else this.#begin(waiting);
    }
  }

  #begin(waiting: Waiting): void {
    this.#current = waiting;
    this.#thread ??= new PatternThread({
      onReady: () => this.#look(),
      onAnswer: found => this.#hear(found),
      onEnd: words => this.#end(words),
    });
    if (this.#thread.isReady) this.#look();
  }

  #look(): void {
    if (!this.#current) return;
    const began = this.#world.clock();
    const timeBefore = this.#thread?.time;
    this.#thread?.look(this.#current.search);
    this.#expect(limit, began, timeBefore);
  }

  #expect(within: Milliseconds, began: Milliseconds, timeBefore: Milliseconds | undefined): void {
    this.#stopTimer = this.#world.after(within, () => {
      const time = this.#thread?.time;
      const left = time === undefined || timeBefore === undefined ? 0 : limit - (time - timeBefore);
      if (left <= 0) return this.#tooLong();
      const wait = Math.min(Math.max(left, shortestWait), began + longestSearch - this.#world.clock());
      if (wait > 0) this.#expect(wait, began, timeBefore);
      else this.#giveUp(`this host was too busy to look for it within ${seconds(longestSearch)}`);
    });
  }

  #hear(found: boolean | string): void {
    this.#stopTimer();
    const waiting = this.#current;
    if (!waiting) return;
    if (typeof found === 'boolean') waiting.queue.rest = firstRest;
    this.#finish(typeof found === 'boolean' ? {type: 'looked', found} : undecided(waiting.queue, found));
  }

  #tooLong(): void {
    const queue = this.#current?.queue;
    if (!queue) return;
    queue.restsUntil = this.#world.clock() + queue.rest;
    queue.rest = Math.min(queue.rest * 2, longestRest);
    this.#giveUp(`it took more than ${limit} ms on this text: write it so that it cannot backtrack so far`);
  }

  #giveUp(words: string): void {
    this.#thread?.end();
    this.#thread = undefined;
    if (this.#current) this.#finish(undecided(this.#current.queue, words));
  }

  /** The thread has ended by itself: out of memory, or it could not be started. */
  #end(words: string): void {
    this.#stopTimer();
    this.#thread = undefined;
    const queue = this.#current?.queue;
    if (!queue) return;
    queue.restsUntil = this.#world.clock() + queue.rest;
    queue.rest = Math.min(queue.rest * 2, longestRest);
    this.#finish(undecided(queue, words));
  }

  #finish(outcome: PatternOutcome): void {
    const waiting = this.#current;
    this.#current = undefined;
    if (waiting) settle(waiting, outcome);
    this.#next();
  }
}

/** The searches of one pattern. */
interface Queue {
  readonly source: string;
  readonly compiled: CompiledPattern;
  /** It has no quantifier and no alternative: looking for it takes no longer than reading the text. */
  readonly isPlain: boolean;
  readonly waiting: Waiting[];
  restsUntil: Milliseconds;
  rest: Milliseconds;
}

interface Waiting {
  search: PatternSearch;
  readonly queue: Queue;
  readonly onEnd: (outcome: PatternOutcome) => void;
  isGivenUp: boolean;
}

function settle(waiting: Waiting, outcome: PatternOutcome): void {
  if (!waiting.isGivenUp) waiting.onEnd(outcome);
}

function undecided({source}: Queue, words: string): PatternOutcome {
  return {type: 'undecided', words: `the regular expression ${source}: ${words}`};
}

function seconds(span: Milliseconds): string {
  return `${Math.ceil(span / 1000)} s`;
}
