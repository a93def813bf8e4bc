import type {Milliseconds} from '../vrrp/intervals.js';
import type {RouterConfiguration} from '../vrrp/router/configuration.js';
import type {SpeakerReport} from '../vrrp/speaker/speaker-report.js';
import {clearAfterEnd} from './addresses/clear-after-end.js';
import {ConfigurationInForce} from './configuration-in-force.js';
import type {DirectorWorld, LoadedConfiguration} from './director-world.js';
import {inTime} from './in-time.js';
import {changedHolds} from './holds/changed-holds.js';
import {DirectorHolds} from './holds/director-holds.js';
import {Handovers} from './methods/handovers.js';
import {OperatorMethods} from './methods/operator-methods.js';
import {Notifier} from './notify/notifier.js';
import {configureVrrp} from './processes/configure-vrrp.js';
import {VrrpKeeper} from './processes/vrrp-keeper.js';
import type {FromVrrp} from './processes/vrrp-messages.js';
import type {DirectorEvent, DirectorState} from './protocol/director-state.js';
import type {ReloadResult} from './protocol/methods.js';
import {syncRole} from './sync/plan-sync.js';
import {SyncFollower} from './sync/sync-follower.js';
import {Tracker} from './tracking/tracker.js';
import {DirectorView} from './view/director-view.js';
import {reportWords} from './view/report-words.js';

/** How long things may take before it goes on without them. */
const patience = {
  firstResults: 1000,
  leaving: 5000,
  hearing: 3000,
  telling: 60_000,
} as const satisfies Record<string, Milliseconds>;
/** A configuration that could not be had after the process was started again is tried again. */
const retryAfter: Milliseconds = 5000;

/** The supervisor: keeps the process `vrrp` running and tells it what to do; runs programs, keeps holds, follows with connection synchronization. */
export class Director {
  readonly operator: OperatorMethods;
  /** Whoever wants what happens. */
  onEvent: (event: DirectorEvent) => void = () => {};
  /** The process has had its first configuration; or why it refused it. */
  #onFirst: ((problems: readonly string[]) => void) | undefined;
  readonly #file: ConfigurationInForce;
  readonly #startedAt: Milliseconds;
  readonly #holds: DirectorHolds;
  readonly #handovers: Handovers;
  readonly #tracker: Tracker;
  readonly #notifier: Notifier;
  readonly #sync: SyncFollower;
  readonly #view: DirectorView;
  readonly #vrrp: VrrpKeeper;
  #isLeaving = false;
  #stopRetry: () => void = () => {};

  /** @param configuration checked */
  constructor(
    private readonly world: DirectorWorld,
    configuration: RouterConfiguration,
    about: Pick<LoadedConfiguration, 'warnings' | 'missing'>,
  ) {
    this.#startedAt = world.clock();
    this.#file = new ConfigurationInForce(world, configuration, about, {
      apply: (before, after) => this.#apply(before, after),
      onApplied: after => this.#follow(after),
      sideEffects: (before, after) => changedHolds(this.#holds.list, before, after),
      onState: state => this.onEvent({type: 'configuration', configuration: state}),
    });
    this.#vrrp = new VrrpKeeper(world, {
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
    this.#sync = new SyncFollower(world, () => this.#noteSync());
    this.#view = new DirectorView(
      () => this.#surroundings(),
      event => this.onEvent(event),
    );
    this.operator = new OperatorMethods({
      holds: this.#holds,
      handovers: this.#handovers,
      vrrp: this.#vrrp,
      configuration: () => this.#file.configuration,
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

  /** Resolves when the virtual routers run; with what is wrong where they cannot, a line each. */
  async start(): Promise<readonly string[]> {
    this.#holds.begin();
    this.#tracker.follow(this.#file.configuration);
    this.#notifier.configure(this.#file.configuration);
    this.#view.configure(this.#file.configuration);
    await this.#tracker.firstResults(patience.firstResults);
    const first = new Promise<readonly string[]>(resolve => {
      this.#onFirst = resolve;
    });
    this.#vrrp.start();
    const problems = await first;
    this.#file.watch();
    this.#followSync();
    return problems;
  }

  /** Settles when the process that speaks has taken all that it was told. Rejects with ProtocolError where it does not. */
  heard(): Promise<void> {
    return this.#vrrp.heard(patience.hearing);
  }

  /** Reads the file again. Nothing is changed where something is wrong with it, or with carrying it out. */
  reload(isOnlyCheck = false): Promise<ReloadResult> {
    return this.#file.reload(isOnlyCheck);
  }

  /** Gives everything up, in order. @param hurry resolves when nothing is to be waited for any more. @returns whether no address is left */
  async stop(hurry: Promise<void>): Promise<boolean> {
    this.#isLeaving = true;
    this.#stopRetry();
    this.#holds.close();
    const work = this.#file.close();
    const isInOrder = await this.#vrrp.stop(patience.leaving, hurry);
    if (!isInOrder) this.world.log('error', 'the process vrrp did not end in time and was killed');
    this.#tracker.close();
    const isClear = await clearAfterEnd(this.world);
    this.#handovers.fail('the director stops');
    this.#notifier.tellStopped(this.world.clock(), router => this.#view.status(router)?.priority ?? 0);
    await inTime(Promise.all([this.#sync.close(), work]), patience.leaving, hurry, this.world.after);
    await inTime(this.#notifier.idle(), patience.telling, hurry, this.world.after);
    this.#notifier.close();
    return isClear;
  }

  /** What is tracked is known before anything depends on it. @returns why it cannot be had; then everything is as before */
  async #apply(before: RouterConfiguration, after: RouterConfiguration): Promise<readonly string[]> {
    this.#tracker.follow(before, after);
    await this.#tracker.firstResults(patience.firstResults);
    this.#notifier.expect(after);
    const problems = await configureVrrp(this.#vrrp, after);
    this.#tracker.follow(problems.length > 0 ? before : after);
    if (problems.length === 0) return problems;
    this.#notifier.configure(before);
    if (this.#vrrp.isRunning) void this.#instruct(); // it may have been too late, and yet to come
    return problems;
  }

  /** Whoever is not asked whether it can follows. */
  #follow(configuration: RouterConfiguration): void {
    this.#notifier.configure(configuration);
    this.#view.configure(configuration);
    this.#followSync();
    this.#tellHolds(); // groups may be others
    this.#vrrp.tell({type: 'ask', id: 0});
  }

  /** Everything, to a process that knows nothing yet: holds first, so that nobody is what he is not to be. */
  async #instruct(): Promise<void> {
    this.#tellHolds();
    this.#vrrp.tell({type: 'track', values: this.#tracker.values});
    this.#vrrp.tell({type: 'sync', sync: this.#sync.readiness});
    const configuration = this.#file.configuration;
    const problems = await configureVrrp(this.#vrrp, configuration);
    this.#onFirst?.(problems);
    const isFirst = this.#onFirst !== undefined;
    this.#onFirst = undefined;
    if (problems.length === 0) return this.#vrrp.tell({type: 'ask', id: 0});
    if (isFirst || this.#isLeaving) return;
    for (const words of problems) this.world.log('error', words);
    this.#stopRetry = this.world.after(retryAfter, () => {
      if (this.#vrrp.isRunning && configuration === this.#file.configuration) void this.#instruct();
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
    const {sync: settings} = this.#file.configuration;
    this.#sync.want({settings, role: settings ? syncRole(this.#view.stateOf(settings.router)) : 'none'});
  }

  #noteSync(): void {
    this.#vrrp.tell({type: 'sync', sync: this.#sync.readiness});
    this.onEvent({type: 'sync', sync: this.#sync.state});
  }

  #tellHolds(): void {
    this.#vrrp.tell({type: 'hold', holds: this.#holds.wanted(this.#file.configuration)});
  }

  #noteHolds(): void {
    this.#tellHolds();
    this.onEvent({type: 'holds', holds: this.#holds.list});
  }

  #noteProcess(): void {
    const {processState} = this.#vrrp;
    this.onEvent({type: 'processes', processes: [processState]});
    if (processState.state !== 'ended' || this.#isLeaving) return;
    this.#view.forget(this.world.clock());
    this.#handovers.fail('the process vrrp has ended');
  }

  #surroundings() {
    const {version, host, pid} = this.world;
    return {
      version,
      host,
      pid,
      startedAt: this.#startedAt,
      configuration: this.#file.state,
      processes: [this.#vrrp.processState],
      holds: this.#holds.list,
      sync: this.#sync.state,
    };
  }
}
