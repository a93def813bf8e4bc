import {extname} from 'node:path';
import {Worker} from 'node:worker_threads';
import type {Milliseconds} from '../milliseconds.js';
import type {PatternAnswer, PatternReady, PatternTask} from './pattern-messages.js';
import {threadTime} from './thread-time.js';

interface ThreadListener {
  onReady(): void;
  /** @param found words: why it could not be looked for */
  onAnswer(found: boolean | string): void;
  /** It has ended without being asked to. */
  onEnd(words: string): void;
}

/** The thread of patterns, as the main thread sees it: it looks for one at a time. It keeps a process alive only while it looks. */
export class PatternThread {
  isReady = false;
  readonly #worker: Worker;
  #listener: ThreadListener | undefined;
  #task = 0;
  #folder = '';

  constructor(listener: ThreadListener) {
    this.#listener = listener;
    // the bundle of the worker lies beside this one, and is of its kind
    const script = new URL(`./pattern-worker${extname(import.meta.url)}`, import.meta.url);
    this.#worker = new Worker(script, {execArgv: [], env: {}, resourceLimits: {maxOldGenerationSizeMb: 64}});
    this.#worker.on('message', (message: PatternAnswer | PatternReady) => {
      this.#worker.unref();
      if ('threadFolder' in message) {
        this.isReady = true;
        this.#folder = message.threadFolder;
        this.#listener?.onReady();
      } else if (message.task === this.#task) this.#listener?.onAnswer(message.found);
    });
    this.#worker.on('error', error => this.#over(`its thread failed: ${error.message}`));
    this.#worker.on('exit', () => this.#over('its thread has ended'));
  }

  look(
    task: Omit<PatternTask, 'task' | 'source' | 'options'> & {
      readonly pattern: Pick<PatternTask, 'source' | 'options'>;
    },
  ): void {
    const {pattern, text, from, below} = task;
    const message: PatternTask = {
      task: ++this.#task,
      source: pattern.source,
      options: pattern.options,
      text,
      from,
      below,
    };
    this.#worker.ref();
    this.#worker.postMessage(message); // oxlint-disable-line require-post-message-target-origin -- a thread has no origin
  }

  /** How long it has had a processor since it began; undefined where that is not known. */
  get time(): Milliseconds | undefined {
    return threadTime(this.#folder);
  }

  /** Also in the middle of a search. */
  end(): void {
    this.#listener = undefined;
    void this.#worker.terminate();
  }

  #over(words: string): void {
    this.#listener?.onEnd(words);
    this.#listener = undefined;
  }
}
