import type {Milliseconds} from '../vrrp/intervals.js';
import type {RouterConfiguration} from '../vrrp/router/configuration.js';
import type {SpeakerReport} from '../vrrp/speaker/speaker-report.js';
import {clearAfterEnd} from './addresses/clear-after-end.js';
import type {DirectorWorld} from './director-world.js';
import {DirectorHolds} from './holds/director-holds.js';
import {inTime} from './in-time.js';
import {Handovers} from './methods/handovers.js';
import {OperatorMethods} from './methods/operator-methods.js';
import {Notifier} from './notify/notifier.js';
import {ChildKeeper} from './processes/child-keeper.js';
import {configureVrrp} from './processes/configure-vrrp.js';
import type {VrrpKeeper} from './processes/vrrp-keeper.js';
import type {FromVrrp, ToVrrp} from './processes/vrrp-messages.js';
import type {DirectorEvent, DirectorState} from './protocol/director-state.js';
import {syncRole} from './sync/plan-sync.js';
import {SyncFollower} from './sync/sync-follower.js';
import {Tracker} from './tracking/tracker.js';
import {DirectorView, type Surroundings} from './view/director-view.js';
import {reportWords} from './view/report-words.js';

/** What of the surroundings the virtual routers do not know themselves. */
export type OtherSurroundings = Omit<Surroundings, 'holds' | 'sync'>;

export interface RoutersListener {
  onEvent(event: DirectorEvent): void;
  /** The process that speaks is in another state. */
  onProcess(): void;
  surroundings(): OtherSurroundings;
}

/** How long things may take before it goes on without them. */
const patience = {
  firstResults: 1000,
  leaving: 5000,
  hearing: 3000,
  telling: 60_000,
  /** Until a configuration that could not be had after the process was started again is tried again. */
  retrying: 5000,
} as const satisfies Record<string, Milliseconds>;

/** The virtual routers of a director: keeps the process `vrrp` running and tells it what to do; runs programs, keeps holds, follows with connection synchronization. */
export class RoutersPart {
  readonly operator: OperatorMethods;
  /** The process has had its first configuration; or why it refused it. */
  #onFirst: ((problems: readonly string[]) => void) | undefined;
  readonly #holds: DirectorHolds;
  readonly #handovers: Handovers;
  readonly #tracker: Tracker;
  readonly #notifier: Notifier;
  readonly #sync: SyncFollower;
  readonly #view: DirectorView;
  readonly #vrrp: VrrpKeeper;
  #hasProcess = false;
  #isLeaving = false;
  #stopRetry: () => void = () => {};

  /** @param configuration checked */
  constructor(
    private readonly world: DirectorWorld,
    private configuration: RouterConfiguration,
    private readonly listener: RoutersListener,
  ) {
    this.#vrrp = new ChildKeeper<ToVrrp, FromVrrp>({name: 'vrrp', open: world.openVrrp}, world, {
      onStarted: () => void this.#instruct(),
      onMessage: message => this.#hear(message),
      onProcess: () => this.#noteProcess(),
      onGap: () => void clearAfterEnd(world),
    });
    this.#holds = new DirectorHolds(world, () => this.#noteHolds());
    this.#handovers = new Handovers({
      after: world.after,
      ask: request => this.#vrrp.tell({type: 'hand-over', request}),
    });
    this.#tracker = new Tracker(world, () => this.#vrrp.tell({type: 'track', values: this.#tracker.values}));
    this.#notifier = new Notifier(world);
    this.#sync = new SyncFollower(world, () => {
      this.#vrrp.tell({type: 'sync', sync: this.#sync.readiness});
      listener.onEvent({type: 'sync', sync: this.#sync.state});
    });
    this.#view = new DirectorView(
      () => ({...listener.surroundings(), holds: this.#holds.list, sync: this.#sync.state}),
      event => listener.onEvent(event),
    );
    this.operator = new OperatorMethods({
      holds: this.#holds,
      handovers: this.#handovers,
      vrrp: this.#vrrp,
      configuration: () => this.configuration,
      stateOf: router => this.#view.status(router)?.router,
      readNetwork: () => world.network.read(),
      now: world.now,
      deeds: world.deeds,
      log: world.log,
    });
  }

  get state(): DirectorState {
    return this.#view.state;
  }

  /** None where there were never virtual routers. */
  get processes(): DirectorState['processes'] {
    return this.#hasProcess ? [this.#vrrp.processState] : [];
  }

  get holds(): DirectorState['holds'] {
    return this.#holds.list;
  }

  /** Resolves when the virtual routers run; with what is wrong where they cannot, a line each. */
  async start(): Promise<readonly string[]> {
    this.#holds.begin();
    this.#tracker.follow(this.configuration);
    this.#notifier.configure(this.configuration);
    this.#view.configure(this.configuration);
    await this.#tracker.firstResults(patience.firstResults);
    const problems = this.configuration.routers.length > 0 ? await this.#begin() : [];
    this.#followSync();
    return problems;
  }

  /** Settles when the process that speaks has taken all that it was told. Rejects with ProtocolError where it does not. */
  heard(): Promise<void> {
    return this.#vrrp.heard(patience.hearing);
  }

  /** What is tracked is known before anything depends on it. @returns why it cannot be had; then everything is as before */
  async apply(before: RouterConfiguration, after: RouterConfiguration): Promise<readonly string[]> {
    this.#tracker.follow(before, after);
    await this.#tracker.firstResults(patience.firstResults);
    this.#notifier.expect(after);
    const problems = await this.#configure(after);
    this.#tracker.follow(problems.length > 0 ? before : after);
    if (problems.length === 0) return problems;
    this.configuration = before;
    this.#notifier.configure(before);
    if (this.#vrrp.isRunning) void this.#instruct(); // it may have been too late, and yet to come
    return problems;
  }

  /** Whoever is not asked whether it can follows. */
  follow(configuration: RouterConfiguration): void {
    this.configuration = configuration;
    this.#notifier.configure(configuration);
    this.#view.configure(configuration);
    this.#followSync();
    this.#tellHolds(); // groups may be others
    this.#vrrp.tell({type: 'ask', id: 0});
  }

  /** Gives all addresses up. @param hurry resolves when nothing is to be waited for any more. @returns whether no address is left */
  async leave(hurry: Promise<void>): Promise<boolean> {
    this.#isLeaving = true;
    this.#stopRetry();
    this.#holds.close();
    const isInOrder = await this.#vrrp.stop({type: 'shut-down'}, patience.leaving, hurry);
    if (!isInOrder) this.world.log('error', 'the process vrrp did not end in time and was killed');
    this.#tracker.close();
    const isClear = await clearAfterEnd(this.world);
    this.#handovers.fail('the director stops');
    return isClear;
  }

  /** What comes once the addresses are gone: whoever is to know is told. */
  async finish(hurry: Promise<void>): Promise<void> {
    this.#notifier.tellStopped(this.world.clock(), router => this.#view.status(router)?.priority ?? 0);
    await inTime(this.#sync.close(), patience.leaving, hurry, this.world.after);
    await inTime(this.#notifier.idle(), patience.telling, hurry, this.world.after);
    this.#notifier.close();
  }

  #begin(): Promise<readonly string[]> {
    this.#hasProcess = true;
    return new Promise(resolve => {
      this.#onFirst = resolve;
      this.#vrrp.start();
    });
  }

  async #configure(after: RouterConfiguration): Promise<readonly string[]> {
    if (this.#hasProcess) return configureVrrp(this.#vrrp, after);
    if (after.routers.length === 0) return [];
    this.configuration = after; // nothing was before
    return this.#begin();
  }

  /** Everything, to a process that knows nothing yet: holds first, so that nobody is what he is not to be. */
  async #instruct(): Promise<void> {
    this.#tellHolds();
    this.#vrrp.tell({type: 'track', values: this.#tracker.values});
    this.#vrrp.tell({type: 'sync', sync: this.#sync.readiness});
    const {configuration} = this;
    const problems = await configureVrrp(this.#vrrp, configuration);
    this.#onFirst?.(problems);
    const isFirst = this.#onFirst !== undefined;
    this.#onFirst = undefined;
    if (problems.length === 0) return this.#vrrp.tell({type: 'ask', id: 0});
    if (isFirst || this.#isLeaving) return;
    for (const words of problems) this.world.log('error', words);
    this.#stopRetry = this.world.after(patience.retrying, () => {
      if (this.#vrrp.isRunning && configuration === this.configuration) void this.#instruct();
    });
  }

  #hear(message: FromVrrp): void {
    if (message.type === 'report') this.#note(message.report);
    if (message.type === 'words') this.world.log(message.severity, message.words);
    if (message.type !== 'status') return;
    if (message.dropped > 0)
      this.world.log(
        'warning',
        `${message.dropped} reports of the process vrrp were not taken in time; this is how it is now`,
      );
    this.#view.take(message.status);
    this.#followSync();
  }

  #note(report: SpeakerReport): void {
    const {severity, words} = reportWords(report);
    this.world.log(severity, words);
    const known = 'router' in report && report.router !== undefined ? this.#view.status(report.router) : undefined;
    this.#view.report(report, words);
    if (report.type === 'handover') this.#handovers.hear(report);
    this.#notifier.tell(report, known && {state: known.router, priority: known.priority});
    if (report.type === 'entered' || report.type === 'group-entered') this.#followSync();
  }

  #followSync(): void {
    if (this.#isLeaving) return;
    const {sync: settings} = this.configuration;
    this.#sync.want({settings, role: settings ? syncRole(this.#view.stateOf(settings.router)) : 'none'});
  }

  #tellHolds(): void {
    this.#vrrp.tell({type: 'hold', holds: this.#holds.wanted(this.configuration)});
  }

  #noteHolds(): void {
    this.#tellHolds();
    this.listener.onEvent({type: 'holds', holds: this.#holds.list});
  }

  #noteProcess(): void {
    this.listener.onProcess();
    if (this.#vrrp.processState.state !== 'ended' || this.#isLeaving) return;
    this.#view.forget(this.world.clock());
    this.#handovers.fail('the process vrrp has ended');
  }
}
