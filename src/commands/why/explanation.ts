import type {Standing} from './server-standing.js';
import type {ServerFacts, ServiceFacts} from './why-facts.js';

/** What the facts mean: the page without its evidence. */
export interface Explanation {
  /** One sentence; the whole answer. */
  readonly answer: string;
  /** `unknown`: there is no such thing, or nobody could read it. */
  readonly verdict: 'well' | 'wrong' | 'unknown';
  readonly services: readonly ExplainedService[];
  /** The most useful first. */
  readonly next: readonly NextCommand[];
}

export interface ExplainedService {
  readonly facts: ServiceFacts;
  /** Without the name: `serves with 3 of 4 real servers; …`. */
  readonly words: string;
  readonly isProblem: boolean;
  readonly servers: readonly ExplainedServer[];
}

export interface ExplainedServer {
  readonly facts: ServerFacts;
  readonly standing: Standing;
}

/** A command line as one would type it, and what for. */
export interface NextCommand {
  readonly line: string;
  readonly why: string;
}
