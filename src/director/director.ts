import type {Milliseconds} from '../vrrp/intervals.js';
import {ServicesPart} from './checks/services-part.js';
import type {ChecksMethods} from './checks/checks-methods.js';
import {ConfigurationInForce} from './configuration-in-force.js';
import {configurationChange, type DirectorConfiguration} from './director-configuration.js';
import type {DirectorWorld, LoadedConfiguration} from './director-world.js';
import {changedHolds} from './holds/changed-holds.js';
import {MetricsPlace} from './metrics/metrics-place.js';
import type {OperatorMethods} from './methods/operator-methods.js';
import type {DirectorEvent, DirectorState} from './protocol/director-state.js';
import type {ReloadResult} from './protocol/methods.js';
import {RoutersPart} from './routers-part.js';

/**
 * The supervisor: virtual routers and virtual services, each with a process of its own; one configuration of both, which
 * is in force as a whole or not at all.
 */
export class Director {
  /** What operators may want of the virtual routers. */
  readonly operator: OperatorMethods;
  /** What operators may want of checks. */
  readonly checks: ChecksMethods;
  /** Whoever wants what happens. */
  onEvent: (event: DirectorEvent) => void = () => {};
  readonly #file: ConfigurationInForce;
  readonly #routers: RoutersPart;
  readonly #services: ServicesPart;
  readonly #metrics: MetricsPlace;
  readonly #startedAt: Milliseconds;

  /** @param configuration checked */
  constructor(
    private readonly world: DirectorWorld,
    configuration: DirectorConfiguration,
    about: Pick<LoadedConfiguration, 'warnings' | 'missing'>,
  ) {
    this.#startedAt = world.clock();
    this.#file = new ConfigurationInForce(world, configuration, about, {
      objections: (before, after) => this.#objections(before, after),
      apply: (before, after) => this.#apply(before, after),
      onApplied: after => {
        this.#routers.follow(after.routers);
        void this.#metrics.follow(after.metrics);
      },
      sideEffects: (before, after) => changedHolds(this.#routers.holds, before.routers, after.routers),
      onState: () => this.#tellConfiguration(),
    });
    const listener = {
      onEvent: (event: DirectorEvent) => this.onEvent(event),
      onProcess: () => this.onEvent({type: 'processes', processes: this.#processes}),
    };
    this.#services = new ServicesPart(world, configuration.pools, listener);
    this.#routers = new RoutersPart(world, configuration.routers, {
      ...listener,
      surroundings: () => this.#surroundings(),
    });
    this.#metrics = new MetricsPlace(
      world,
      () => this.metrics(),
      () => this.#tellConfiguration(),
    );
    this.operator = this.#routers.operator;
    this.checks = this.#services.operator;
  }

  get state(): DirectorState {
    return this.#routers.state;
  }

  /**
   * The table first: whoever becomes master has to serve. Resolves when virtual services and routers run; with what is
   * wrong where they cannot, a line each.
   */
  async start(): Promise<readonly string[]> {
    const problems = await this.#services.start();
    if (problems.length > 0) return problems.map(words => `virtual services: ${words}`);
    const others = await this.#routers.start();
    if (others.length > 0) return others;
    this.#file.watch();
    await this.#metrics.follow(this.#file.configuration.metrics);
    return [];
  }

  /** As Prometheus reads it, in UTF-8: virtual routers and processes, checks, and the table. */
  metrics(): Promise<Uint8Array> {
    const checks = this.#services.isEmpty ? undefined : () => this.checks.metrics();
    return this.world.metrics({state: this.state, checks});
  }

  /** Settles when the process that speaks has taken all that it was told. Rejects with ProtocolError where it does not. */
  heard(): Promise<void> {
    return this.#routers.heard();
  }

  /** Reads the file again. Nothing is changed where something is wrong with it, or with carrying it out. */
  reload(isOnlyCheck = false): Promise<ReloadResult> {
    return this.#file.reload(isOnlyCheck);
  }

  /**
   * Gives everything up, in order: the addresses first, so that the clients are elsewhere when the table goes.
   * @param hurry resolves when nothing is to be waited for any more
   * @param table what becomes of it; undefined: as the configuration says
   * @returns whether no address is left
   */
  async stop(hurry: Promise<void>, table?: 'leave' | 'clear'): Promise<boolean> {
    const work = this.#file.close();
    void this.#metrics.follow(undefined);
    const isClear = await this.#routers.leave(hurry);
    await Promise.all([this.#services.stop(table, hurry), this.#routers.finish(hurry)]);
    await Promise.race([work, hurry]);
    return isClear;
  }

  #objections(before: DirectorConfiguration, after: DirectorConfiguration): readonly string[] {
    const {objection} = this.#services;
    return objection !== undefined && configurationChange(before, after).pools ? [objection] : [];
  }

  /** All or nothing. @returns why it cannot be had; then everything is as before */
  async #apply(before: DirectorConfiguration, after: DirectorConfiguration): Promise<readonly string[]> {
    const {routers, pools} = configurationChange(before, after);
    const refused = routers ? await this.#routers.apply(before.routers, after.routers) : [];
    if (refused.length > 0 || !pools) return refused;
    const problems = (await this.#services.apply(before.pools, after.pools)).map(words => `virtual services: ${words}`);
    if (problems.length === 0 || !routers) return problems;
    const left = await this.#routers.apply(after.routers, before.routers);
    return [...problems, ...left.map(words => `virtual routers are not as before: ${words}`)];
  }

  get #configuration(): DirectorState['configuration'] {
    const {state} = this.#file;
    const {problem} = this.#metrics;
    return problem === undefined ? state : {...state, warnings: [...state.warnings, problem]};
  }

  #tellConfiguration(): void {
    this.onEvent({type: 'configuration', configuration: this.#configuration});
  }

  get #processes(): DirectorState['processes'] {
    return [...this.#routers.processes, ...this.#services.processes];
  }

  #surroundings() {
    const {version, host, pid} = this.world;
    return {
      version,
      host,
      pid,
      startedAt: this.#startedAt,
      configuration: this.#configuration,
      processes: this.#processes,
      checks: this.#services.summary,
    };
  }
}
