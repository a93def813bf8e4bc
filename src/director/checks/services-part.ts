import type {PoolConfiguration} from '../../config/pools/pool-configuration.js';
import type {Milliseconds} from '../../checks/milliseconds.js';
import {ChildKeeper, type KeeperWorld} from '../processes/child-keeper.js';
import type {Child, ChildListener} from '../processes/child.js';
import type {ChecksSummary} from '../protocol/checks-summary.js';
import type {DirectorEvent, DirectorState} from '../protocol/director-state.js';
import type {NotesWorld} from '../methods/operator-notes.js';
import type {FromChecks, ToChecks} from './checks-messages.js';
import {ChecksMethods} from './checks-methods.js';
import type {DisabledStore} from './disabled-store.js';
import {ListOfDisabled} from './list-of-disabled.js';

export interface ServicesWorld extends KeeperWorld, NotesWorld {
  openChecks(listener: ChildListener<FromChecks>): Child<ToChecks>;
  readonly disabledStore: Pick<DisabledStore, 'read' | 'write'>;
  /** Calls after records of drains were written or removed. @returns what ends it */
  onDrains(call: () => void): () => void;
  /** Since 1970, as the system's clock has it. */
  now(): Milliseconds;
}

export interface ServicesListener {
  onEvent(event: DirectorEvent): void;
  /** The process that checks is in another state. */
  onProcess(): void;
}

const patience = {
  starting: 20_000,
  configuring: 30_000,
  leaving: 10_000,
  /** Until a configuration that could not be had after the process was started again is tried again. */
  retrying: 5000,
} as const satisfies Record<string, Milliseconds>;

/** The virtual services of a director: keeps the process `checks` running and tells it what to do. What is in the table is that process's alone. */
export class ServicesPart {
  readonly operator: ChecksMethods;
  readonly #keeper: ChildKeeper<ToChecks, FromChecks>;
  readonly #disabled: ListOfDisabled;
  #summary: ChecksSummary | undefined;
  /** The process has had its first configuration; or why it refused it. */
  #onFirst: ((problems: readonly string[]) => void) | undefined;
  #hasProcess = false;
  #isLeaving = false;
  #stopRetry: () => void = () => {};
  #stopDrains: () => void = () => {};

  /** @param configuration checked */
  constructor(
    private readonly world: ServicesWorld,
    private configuration: PoolConfiguration,
    private readonly listener: ServicesListener,
  ) {
    this.#keeper = new ChildKeeper<ToChecks, FromChecks>({name: 'checks', open: world.openChecks}, world, {
      onStarted: () => void this.#instruct(),
      onMessage: message => this.#hear(message),
      onProcess: () => listener.onProcess(),
      onGap: () => {}, // the table stays as it is
    });
    this.#disabled = new ListOfDisabled({store: world.disabledStore, now: world.now, log: world.log}, () =>
      this.#tellDisabled(),
    );
    this.operator = new ChecksMethods({
      keeper: this.#keeper,
      disabled: this.#disabled,
      pools: () => this.configuration.pools,
      deeds: world.deeds,
      log: world.log,
    });
  }

  /** What is known of it; undefined where there were never virtual services. */
  get summary(): ChecksSummary | undefined {
    return this.#summary;
  }

  /** None where there were never virtual services. */
  get processes(): DirectorState['processes'] {
    return this.#hasProcess ? [this.#keeper.processState] : [];
  }

  /** Nothing is to be checked. */
  get isEmpty(): boolean {
    return this.configuration.pools.length === 0;
  }

  /** Resolves when the table that is there is taken over, and servers are checked; with what is wrong where that cannot be, a line each. */
  start(): Promise<readonly string[]> {
    return this.#configure(this.configuration);
  }

  /** Why another configuration would not be taken now; undefined where nothing speaks against it. */
  get objection(): string | undefined {
    const {state, pid} = this.#keeper.processState;
    if (!this.#hasProcess || state === 'running') return undefined;
    return `the process checks${pid === undefined ? '' : ` (${pid})`} ${state === 'silent' ? 'does not answer' : 'does not run yet'}: virtual services cannot be changed now, see lvsctl director state`;
  }

  /** @returns why it cannot be had; then everything is as before */
  async apply(before: PoolConfiguration, after: PoolConfiguration): Promise<readonly string[]> {
    const problems = await this.#configure(after);
    this.configuration = problems.length > 0 ? before : after;
    if (problems.length > 0 && this.#keeper.isRunning) void this.#instruct(); // it may have been too late, and yet to come
    return problems;
  }

  /** @param table what becomes of it; undefined: as the configuration says. @param hurry as inTime has it */
  async stop(table: 'leave' | 'clear' | undefined, hurry: Promise<void>): Promise<void> {
    this.#isLeaving = true;
    this.#stopRetry();
    this.#stopDrains();
    if (await this.#keeper.stop({type: 'shut-down', table}, patience.leaving, hurry)) return;
    this.world.log('error', 'the process checks did not end in time and was killed: the table is as it left it');
  }

  async #configure(after: PoolConfiguration): Promise<readonly string[]> {
    if (this.#hasProcess) return this.#send(after);
    if (after.pools.length === 0) return [];
    this.configuration = after; // nothing was before
    return this.#begin();
  }

  #begin(): Promise<readonly string[]> {
    this.#hasProcess = true;
    this.#stopDrains = this.world.onDrains(() => this.operator.noteDrains());
    return new Promise(resolve => {
      const stop = this.world.after(patience.starting, () =>
        this.#onFirst?.([`the process checks has not begun within ${patience.starting / 1000} s`]),
      );
      this.#onFirst = problems => {
        stop();
        this.#onFirst = undefined;
        resolve(problems);
      };
      this.#keeper.start();
    });
  }

  async #send(configuration: PoolConfiguration): Promise<readonly string[]> {
    try {
      const answer = await this.#keeper.ask(id => ({type: 'configure', id, configuration}), patience.configuring);
      return answer.type === 'configured' ? answer.problems : [];
    } catch (error) {
      return [(error as Error).message];
    }
  }

  /** Everything, to a process that knows nothing yet. */
  async #instruct(): Promise<void> {
    const {configuration} = this;
    this.#tellDisabled();
    const problems = await this.#send(configuration);
    if (this.#onFirst) return this.#onFirst(problems);
    if (problems.length === 0 || this.#isLeaving) return;
    for (const words of problems) this.world.log('error', `virtual services: ${words}`);
    this.#stopRetry();
    this.#stopRetry = this.world.after(patience.retrying, () => {
      if (this.#keeper.isRunning && configuration === this.configuration) void this.#instruct();
    });
  }

  #hear(message: FromChecks): void {
    if (message.type === 'words') this.world.log(message.severity, message.words);
    if (message.type === 'happened') this.#note(message.summary, message.entries);
    if (message.type === 'status' && JSON.stringify(message.summary) !== JSON.stringify(this.#summary))
      this.#note(message.summary, []);
  }

  #note(summary: ChecksSummary, entries: Extract<FromChecks, {type: 'happened'}>['entries']): void {
    for (const problem of summary.problems)
      if (!this.#summary?.problems.includes(problem)) this.world.log('warning', problem);
    this.#summary = summary;
    this.listener.onEvent({type: 'checks', checks: summary, entries});
  }

  #tellDisabled(): void {
    this.#keeper.tell({type: 'disabled', disabled: this.#disabled.list});
  }
}
