import type {Milliseconds} from '../../vrrp/intervals.js';
import type {ProcessState} from '../protocol/director-state.js';
import type {DirectorLog} from '../director-log.js';
import {inTime} from '../in-time.js';
import {errorCodes} from '../protocol/methods.js';
import {ProtocolError} from '../protocol/protocol-error.js';
import {restartDelay, wellAfter} from './restart-delay.js';
import type {VrrpChild, VrrpChildListener} from './vrrp-child.js';
import type {FromVrrp, ToVrrp} from './vrrp-messages.js';

export interface KeeperWorld {
  openVrrp(listener: VrrpChildListener): VrrpChild;
  clock(): Milliseconds;
  after(delay: Milliseconds, call: () => void): () => void;
  readonly log: DirectorLog;
}

export interface KeeperListener {
  /** It listens, and knows nothing yet: it has to be told everything. */
  onStarted(): void;
  onMessage(message: FromVrrp): void;
  /** Its state is another one. */
  onProcess(): void;
  /** It ended unasked and will be started again later: nobody takes its addresses away meanwhile. */
  onGap(): void;
}

type Answer = FromVrrp & {readonly id: number};

/** How often it is asked how it is, and how many questions without an answer are worth a word: 10 s. */
const pingInterval: Milliseconds = 2000;
const mostUnanswered = 5;

/** Keeps the process `vrrp` running: starts it again when it ends, at once, then after longer and longer. */
export class VrrpKeeper {
  #child: VrrpChild | undefined;
  #state: ProcessState['state'] = 'ended';
  #since: Milliseconds;
  #restarts = 0;
  #endsInRow = 0;
  #isStopping = false;
  #lastId = 0;
  readonly #waiting = new Map<number, (answer: Answer | Error) => void>();
  #answeredAt: Milliseconds = 0;
  /** NB: counted, for it is not silent while this process stands still itself. */
  #unanswered = 0;
  #isSilent = false;
  #stopPing: () => void = () => {};
  #stopRestart: () => void = () => {};
  #onEnd: (() => void) | undefined;

  constructor(
    private readonly world: KeeperWorld,
    private readonly listener: KeeperListener,
  ) {
    this.#since = world.clock();
  }

  get processState(): ProcessState {
    return {
      name: 'vrrp',
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
    this.#child = this.world.openVrrp({
      onMessage: message => this.#hear(message),
      onWords: words => this.world.log('error', `vrrp: ${words}`),
      onEnd: words => this.#buried(words),
    });
    this.listener.onProcess();
  }

  /** What needs no answer; nothing while it does not run. */
  tell(message: ToVrrp): void {
    this.#child?.send(message);
  }

  /** Rejects when it ends, or does not answer in time. */
  ask(make: (id: number) => ToVrrp, patience: Milliseconds): Promise<Answer> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      if (!this.#child || this.#state !== 'running') return reject(new Error('the process vrrp does not run'));
      const stop = this.world.after(patience, () =>
        settle(new Error(`the process vrrp has not answered for ${patience / 1000} s`)),
      );
      const settle = (answer: Answer | Error) => {
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
      await this.ask(id => ({type: 'ask', id}), patience);
    } catch (error) {
      if (!this.isRunning) return;
      throw new ProtocolError(
        errorCodes.failed,
        `what is wanted is recorded, and not in force yet: ${(error as Error).message}`,
      );
    }
  }

  /** Ends it in order. @returns whether it did so in time, by itself */
  async stop(patience: Milliseconds, hurry: Promise<void>): Promise<boolean> {
    this.#isStopping = true;
    this.#stopRestart();
    const child = this.#child;
    if (!child) return true;
    const ended = new Promise<void>(resolve => {
      this.#onEnd = resolve;
    });
    child.send({type: 'shut-down'});
    if (await inTime(ended, patience, hurry, this.world.after)) return true;
    child.kill();
    await ended;
    return false;
  }

  #hear(message: FromVrrp): void {
    this.#answeredAt = this.world.clock();
    this.#unanswered = 0;
    if (this.#isSilent) {
      this.#isSilent = false;
      this.world.log('notice', 'the process vrrp answers again');
      this.listener.onProcess();
    }
    if (message.type === 'started') {
      this.#enter('running');
      this.#ping();
      this.listener.onProcess();
      this.listener.onStarted();
    }
    if ('id' in message && message.id !== undefined) this.#waiting.get(message.id)?.(message as Answer);
    this.listener.onMessage(message);
  }

  /** One that is busy or stopped is only told of: whoever ends it would end its virtual routers. */
  #ping(): void {
    this.#stopPing();
    this.#answeredAt = this.world.clock();
    this.#unanswered = 0;
    const again = () => {
      if (this.#unanswered >= mostUnanswered && !this.#isSilent) this.#noteSilence();
      if (!this.#isSilent) {
        this.#unanswered++;
        this.#child?.send({type: 'ask', id: ++this.#lastId});
      }
      this.#stopPing = this.world.after(pingInterval, again);
    };
    this.#stopPing = this.world.after(pingInterval, again);
  }

  #noteSilence(): void {
    this.#isSilent = true;
    const silence = Math.round((this.world.clock() - this.#answeredAt) / 1000);
    this.world.log('warning', `the process vrrp has not answered for ${silence} s; it is left alone`);
    this.listener.onProcess();
  }

  #buried(words: string): void {
    const ran = this.world.clock() - this.#since;
    this.#stopPing();
    this.#child = undefined;
    this.#isSilent = false;
    this.#enter('ended');
    for (const settle of this.#waiting.values()) settle(new Error(`the process vrrp has ended: ${words}`));
    this.#onEnd?.();
    this.listener.onProcess();
    if (this.#isStopping) return;
    this.#endsInRow = ran > wellAfter ? 1 : this.#endsInRow + 1;
    this.#restarts++;
    const delay = restartDelay(this.#endsInRow);
    this.world.log(
      'error',
      `the process vrrp has ended (${words}); it is started again ${delay === 0 ? 'at once' : `in ${delay / 1000} s`}`,
    );
    if (delay > 0) this.listener.onGap();
    this.#stopRestart = this.world.after(delay, () => this.start());
  }

  #enter(state: ProcessState['state']): void {
    this.#state = state;
    this.#since = this.world.clock();
  }
}
