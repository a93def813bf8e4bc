import type {Milliseconds} from '../intervals.js';
import type {SpeakerReport} from './speaker-report.js';

/** A problem that lasts is told so often. */
const again: Milliseconds = 60_000;
/** More are not remembered. */
const mostProblems = 4096;

/** Tells what happens, and of a problem that lasts only now and then. */
export class Reporter {
  readonly #told = new Map<string, Milliseconds>();

  constructor(
    private readonly clock: () => Milliseconds,
    readonly tell: (report: SpeakerReport) => void,
  ) {}

  /** @param kind of a router's problems, those that are the same but for numbers */
  problem(router: string | undefined, kind: string, words: string): void {
    const at = this.clock();
    const key = `${kind} ${router ?? ''}`;
    const last = this.#told.get(key);
    if (last !== undefined && at - last < again) return;
    if (this.#told.size >= mostProblems) this.#told.clear();
    this.#told.set(key, at);
    this.tell({type: 'problem', at, router, words});
  }
}
