import type {Milliseconds} from '../../vrrp/intervals.js';
import type {ProcessState} from '../protocol/director-state.js';
import type {DirectorLog} from '../director-log.js';
import {inTime} from '../in-time.js';
import {errorCodes} from '../protocol/methods.js';
import {ProtocolError} from '../protocol/protocol-error.js';
import type {Child, ChildListener} from './child.js';
import {restartDelay, wellAfter} from './restart-delay.js';

/** What every process of the director is asked, to know whether it answers. */
type Question = {readonly type: 'ask'; readonly id: number};
/** What every process of the director says: that it listens; and answers, with the number of what asked. */
type Word = {readonly type: string; readonly id?: number | undefined};

export interface KeeperWorld {
  clock(): Milliseconds;
  after(delay: Milliseconds, call: () => void): () => void;
  readonly log: DirectorLog;
}

/** Which process it is. */
export interface KeptProcess<To, From> {
  readonly name: string;
  open(listener: ChildListener<From>): Child<To>;
}

export interface KeeperListener<From> {
  /** It listens, and knows nothing yet: it has to be told everything. */
  onStarted(): void;
  onMessage(message: From): void;
  /** Its state is another one. */
  onProcess(): void;
  /** It ended unasked and will be started again later: nobody does its work meanwhile. */
  onGap(): void;
}

type Answer<From> = From & {readonly id: number};

/** How often it is asked how it is, and how many questions without an answer are worth a word: 10 s. */
const pingInterval: Milliseconds = 2000;
const mostUnanswered = 5;

/** Keeps a process running: starts it again when it ends, at once, then after longer and longer. */
export class ChildKeeper<To extends {readonly type: string}, From extends Word> {
  #child: Child<To | Question> | undefined;
  #state: ProcessState['state'] = 'ended';
  #since: Milliseconds;
  #restarts = 0;
  #endsInRow = 0;
  #isStopping = false;
  #lastId = 0;
  readonly #waiting = new Map<number, (answer: Answer<From> | Error) => void>();
  #answeredAt: Milliseconds = 0;
  /** NB: counted, for it is not silent while this process stands still itself. */
  #unanswered = 0;
  #isSilent = false;
  #stopPing: () => void = () => {};
  #stopRestart: () => void = () => {};
  #onEnd: (() => void) | undefined;

  constructor(
    private readonly kept: KeptProcess<To | Question, From>,
    private readonly world: KeeperWorld,
    private readonly listener: KeeperListener<From>,
  ) {
    this.#since = world.clock();
  }

  get processState(): ProcessState {
    return {
      name: this.kept.name,
      pid: this.#child?.pid,
      state: this.#isSilent ? 'silent' : this.#state,
      since: this.#isSilent ? this.#answeredAt : this.#since,
      restarts: this.#restarts,
    };
  }

  /** It listens, whether or not it answers. */
  get isRunning(): boolean {
    return this.#state === 'running';
  }

  start(): void {
    if (this.#isStopping) return;
    this.#enter('starting');
    this.#child = this.kept.open({
      onMessage: message => this.#hear(message),
      onWords: words => this.world.log('error', `${this.kept.name}: ${words}`),
      onEnd: words => this.#buried(words),
    });
    this.listener.onProcess();
  }

  /** What needs no answer; nothing while it does not run. */
  tell(message: To): void {
    this.#child?.send(message);
  }

  /** Rejects when it ends, or does not answer in time. */
  ask(make: (id: number) => To | Question, patience: Milliseconds): Promise<Answer<From>> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      if (!this.#child || this.#state !== 'running') return reject(new Error(`${this.#words} does not run`));
      const stop = this.world.after(patience, () =>
        settle(new Error(`${this.#words} has not answered for ${patience / 1000} s`)),
      );
      const settle = (answer: Answer<From> | Error) => {
        stop();
        this.#waiting.delete(id);
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      };
      this.#waiting.set(id, settle);
      this.#child.send(make(id));
    });
  }

  /**
   * Settles when it has taken all that it was told; at once where none runs, for the next one is told everything.
   * Rejects with ProtocolError where it does not.
   */
  async heard(patience: Milliseconds): Promise<void> {
    if (!this.isRunning) return;
    try {
      await this.ask(question, patience);
    } catch (error) {
      if (!this.isRunning) return;
      throw new ProtocolError(
        errorCodes.failed,
        `what is wanted is recorded, and not in force yet: ${(error as Error).message}`,
      );
    }
  }

  /** Ends it in order. @param farewell what ends it. @returns whether it did so in time, by itself */
  async stop(farewell: To, patience: Milliseconds, hurry: Promise<void>): Promise<boolean> {
    this.#isStopping = true;
    this.#stopRestart();
    const child = this.#child;
    if (!child) return true;
    const ended = new Promise<void>(resolve => {
      this.#onEnd = resolve;
    });
    child.send(farewell);
    if (await inTime(ended, patience, hurry, this.world.after)) return true;
    child.kill();
    await ended;
    return false;
  }

  get #words(): string {
    return `the process ${this.kept.name}`;
  }

  #hear(message: From): void {
    this.#answeredAt = this.world.clock();
    this.#unanswered = 0;
    if (this.#isSilent) {
      this.#isSilent = false;
      this.world.log('notice', `${this.#words} answers again`);
      this.listener.onProcess();
    }
    if (message.type === 'started') {
      this.#enter('running');
      this.#ping();
      this.listener.onProcess();
      this.listener.onStarted();
    }
    if (message.id !== undefined) this.#waiting.get(message.id)?.(message as Answer<From>);
    this.listener.onMessage(message);
  }

  /** One that is busy or stopped is only told of: whoever ends it would end what it keeps. */
  #ping(): void {
    this.#stopPing();
    this.#answeredAt = this.world.clock();
    this.#unanswered = 0;
    const again = () => {
      if (this.#unanswered >= mostUnanswered && !this.#isSilent) this.#noteSilence();
      if (!this.#isSilent) {
        this.#unanswered++;
        this.#child?.send(question(++this.#lastId));
      }
      this.#stopPing = this.world.after(pingInterval, again);
    };
    this.#stopPing = this.world.after(pingInterval, again);
  }

  #noteSilence(): void {
    this.#isSilent = true;
    const silence = Math.round((this.world.clock() - this.#answeredAt) / 1000);
    this.world.log('warning', `${this.#words} has not answered for ${silence} s; it is left alone`);
    this.listener.onProcess();
  }

  #buried(words: string): void {
    const ran = this.world.clock() - this.#since;
    this.#stopPing();
    this.#child = undefined;
    this.#isSilent = false;
    this.#enter('ended');
    for (const settle of this.#waiting.values()) settle(new Error(`${this.#words} has ended: ${words}`));
    this.#onEnd?.();
    this.listener.onProcess();
    if (this.#isStopping) return;
    this.#endsInRow = ran > wellAfter ? 1 : this.#endsInRow + 1;
    this.#restarts++;
    const delay = restartDelay(this.#endsInRow);
    this.world.log(
      'error',
      `${this.#words} has ended (${words}); it is started again ${delay === 0 ? 'at once' : `in ${delay / 1000} s`}`,
    );
    if (delay > 0) this.listener.onGap();
    this.#stopRestart = this.world.after(delay, () => this.start());
  }

  #enter(state: ProcessState['state']): void {
    this.#state = state;
    this.#since = this.world.clock();
  }
}

function question(id: number): Question {
  return {type: 'ask', id};
}
