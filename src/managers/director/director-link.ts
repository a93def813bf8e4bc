import {basename, dirname, join} from 'node:path';
import {DirectorClient} from '../../director/protocol/director-client.js';
import type {DirectorState} from '../../director/protocol/director-state.js';
import type {NoAnswer} from '../../director/protocol/no-answer.js';
import {socketKinds} from '../../director/protocol/socket-kinds.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterWorld} from '../router-world.js';

/** Whether the director tells. */
export type LinkCondition =
  | {readonly type: 'live'}
  /** There is no socket, or nobody behind it: `isLeft` is one that a killed director has left. */
  | {readonly type: 'absent'; readonly isLeft: boolean}
  /** It is there, and does not tell. */
  | {readonly type: 'silent'; readonly words: string};

export type LinkWorld = Pick<RouterWorld, 'machine' | 'clock' | 'after' | 'runFolder'>;

/** A director answers at once; one that does not is stopped, or hangs. */
const patience: Milliseconds = 2000;
/** Between attempts while there is a socket: a director that has just bound it does not listen yet. */
const pauses: readonly Milliseconds[] = [20, 50, 100, 250, 500, 1000, 2000, 5000, 10_000];
const longestPause: Milliseconds = 30_000;

/** The connection to the director's state.sock, made again whenever the socket appears. A director that tells is not polled. */
export class DirectorLink {
  #condition: LinkCondition = {type: 'absent', isLeft: false};
  #client: DirectorClient | undefined;
  #state: DirectorState | undefined;
  #toldAt: Milliseconds = 0;
  #attempts = 0;
  #attempt: Promise<void> | undefined;
  #cancelPause = () => {};
  #stopFolder = () => {};
  #stopParent = () => {};
  #isOver = false;

  /** @param onTold it told something, or whether it tells is different */
  constructor(
    private readonly world: LinkWorld,
    private readonly onTold: () => void,
  ) {}

  /** Resolves when it told what is so, or it is known that it does not: within two seconds. */
  async start(): Promise<void> {
    const {machine, runFolder} = this.world;
    this.#watchFolder();
    this.#stopParent = machine.onFolderChange(dirname(runFolder), name => {
      if (name !== undefined && name !== basename(runFolder)) return;
      this.#watchFolder();
      this.look();
    });
    await this.#tryNow();
  }

  get condition(): LinkCondition {
    return this.#condition;
  }

  /** As it told last, however long ago; undefined where it never did. */
  get state(): DirectorState | undefined {
    return this.#state;
  }

  /** When the state was so: now, while it tells. */
  get toldAt(): Milliseconds {
    return this.#condition.type === 'live' ? this.world.clock() : this.#toldAt;
  }

  /** Tries now, unless it tells already. */
  look(): void {
    this.#attempts = 0;
    void this.#tryNow();
  }

  close(): void {
    this.#isOver = true;
    this.#cancelPause();
    this.#stopFolder();
    this.#stopParent();
    this.#client?.close();
  }

  #watchFolder(): void {
    this.#stopFolder();
    this.#stopFolder = this.world.machine.onFolderChange(this.world.runFolder, name => {
      if (name === undefined || name === socketKinds.state.file) this.look();
    });
  }

  #tryNow(): Promise<void> {
    if (this.#isOver || this.#client) return Promise.resolve();
    this.#attempt ??= this.#connect().finally(() => {
      this.#attempt = undefined;
    });
    return this.#attempt;
  }

  async #connect(): Promise<void> {
    this.#cancelPause();
    const path = join(this.world.runFolder, socketKinds.state.file);
    if (this.world.machine.facts(path) === undefined) return this.#enter({type: 'absent', isLeft: false});
    let client: DirectorClient | undefined;
    try {
      client = await DirectorClient.connect(path, this.world);
      const state = await client.subscribe((_event, next) => this.#take(next), {timeout: patience});
      if (this.#isOver) return client.close();
      this.#client = client;
      this.#attempts = 0;
      client.onClose = why => this.#lose(why);
      this.#condition = {type: 'live'};
      this.#take(state);
    } catch (error) {
      client?.close();
      if (this.#isOver) return;
      const {reason, message} = error as NoAnswer;
      this.#enter(reason === 'not-running' ? {type: 'absent', isLeft: true} : {type: 'silent', words: message});
      this.#pause();
    }
  }

  #take(state: DirectorState): void {
    this.#state = state;
    this.#toldAt = this.world.clock();
    this.onTold();
  }

  #lose(why: Error): void {
    this.#client = undefined;
    this.#toldAt = this.world.clock();
    this.#enter({type: 'silent', words: why.message});
    this.look();
  }

  #enter(condition: LinkCondition): void {
    const isSame = JSON.stringify(condition) === JSON.stringify(this.#condition);
    this.#condition = condition;
    if (!isSame) this.onTold();
  }

  /** NB: where nobody listens for long, a new socket is told by the folder. */
  #pause(): void {
    const pause = pauses[this.#attempts++] ?? longestPause;
    if (this.#condition.type === 'absent' && this.#attempts > pauses.length) return;
    this.#cancelPause = this.world.after(pause, () => void this.#tryNow());
  }
}
