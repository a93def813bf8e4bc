import type {PoolConfiguration} from '../../src/config/pools/pool-configuration.js';
import {noPools} from '../../src/config/pools/no-pools.js';
import {Director} from '../../src/director/director.js';
import type {DirectorConfiguration} from '../../src/director/director-configuration.js';
import type {LoadedConfiguration} from '../../src/director/director-world.js';
import type {DirectorEvent} from '../../src/director/protocol/director-state.js';
import type {ChildListener} from '../../src/director/processes/child.js';
import type {MetricsSources} from '../../src/director/metrics/director-metrics.js';
import type {FromVrrp, ToVrrp} from '../../src/director/processes/vrrp-messages.js';
import type {ControlHandler} from '../../src/director/control/control-handler.js';
import type {RunWorld} from '../../src/director/run-director.js';
import {parseEndpoint} from '../../src/net/endpoint.js';
import type {Deed} from '../../src/maintenance/journal/deed-journal.js';
import type {RouterConfiguration} from '../../src/vrrp/router/configuration.js';
import type {SpeakerReport} from '../../src/vrrp/speaker/speaker-report.js';
import type {FromChecks} from '../../src/director/checks/checks-messages.js';
import type {DisabledChecks} from '../../src/director/protocol/checks-summary.js';
import {ChecksBench} from './checks/checks-bench.js';
import {VirtualTime} from './control/virtual-time.js';

/** A director whose process that speaks is this test. */
export class Bench {
  readonly time = new VirtualTime();
  readonly log: string[] = [];
  readonly deeds: Deed[] = [];
  readonly events: DirectorEvent[] = [];
  readonly told: ToVrrp[] = [];
  /** Programs as they were started. */
  readonly ran: string[] = [];
  /** What the service manager was told, `READY RELOADING`. */
  readonly manager: string[] = [];
  readonly director: Director;
  /** Whoever waits for signals. */
  signal: (wish: 'stop' | 'reload') => void = () => {};
  control: ControlHandler | undefined;
  /** Who has the lock, or why there is none. */
  holder: string | Error | undefined;
  openControl: () => void = () => {};
  /** What an earlier process left; true once it was cleared. */
  hasCleared = false;
  isDeaf = false;
  listener: ChildListener<FromVrrp> | undefined;
  readonly checks = new ChecksBench();
  /** Where metrics are answered, `127.0.0.1:9105`. */
  readonly answering = new Set<string>();
  /** Where they cannot be. */
  readonly taken = new Set<string>();
  /** Checks that are switched off, as they are on disk. */
  stored: readonly DisabledChecks[] = [];
  readonly disabledStore = {
    read: () => ({disabled: this.stored, problem: undefined}),
    write: (disabled: readonly DisabledChecks[]) => {
      this.stored = disabled;
    },
  };
  changeDrains: () => void = () => {};
  file: LoadedConfiguration;
  foreign: readonly string[] = [];
  /** What the speaker answers to a configuration. */
  problems: readonly string[] = [];
  readonly world = this.#world();

  constructor(first: RouterConfiguration, missing: readonly string[] = [], pools: PoolConfiguration = noPools) {
    const configuration = {routers: first, pools};
    this.file = {configuration, problems: [], warnings: [], missing};
    this.director = new Director(this.world, configuration, this.file);
    this.director.onEvent = event => this.events.push(event);
  }

  /** The file has other virtual routers from now on. */
  set routers(routers: RouterConfiguration) {
    const configuration = this.file.configuration as DirectorConfiguration;
    this.file = {...this.file, configuration: {...configuration, routers}};
  }

  /** The file has other virtual services from now on. */
  set pools(pools: PoolConfiguration) {
    const configuration = this.file.configuration as DirectorConfiguration;
    this.file = {...this.file, configuration: {...configuration, pools}};
  }

  /** The file has metrics answered somewhere else from now on: `127.0.0.1:9105`. */
  set metrics(place: string | undefined) {
    const configuration = this.file.configuration as DirectorConfiguration;
    const metrics = place === undefined ? undefined : parseEndpoint(place);
    this.file = {...this.file, configuration: {...configuration, metrics}};
  }

  get kinds(): string {
    return this.told.map(({type}) => type).join(' ');
  }

  report(report: SpeakerReport): void {
    this.listener?.onMessage({type: 'report', report});
  }

  #world(): RunWorld {
    const {time} = this;
    const world: Partial<Record<keyof RunWorld, unknown>> = {
      version: '1',
      host: 'here',
      pid: 7,
      file: '/etc/x.conf',
      clock: time.clock,
      now: time.clock,
      after: time.after,
      log: (severity: string, words: string) => this.log.push(`${severity}: ${words}`),
      load: async () => this.file,
      difference: () => ['priority'],
      foreign: async () => this.foreign,
      openChecks: (listener: ChildListener<FromChecks>) => this.checks.open(listener),
      disabledStore: this.disabledStore,
      onDrains: (call: () => void) => {
        this.changeDrains = call;
        return () => {};
      },
      deeds: {note: async (deed: Deed) => void this.deeds.push(deed)},
      store: {read: () => ({records: [], problems: []}), put: async () => {}, remove: async () => {}},
      addresses: {
        read: () => ({addresses: [], problem: undefined}),
        remove: () => {
          this.hasCleared = true;
        },
      },
      network: {close() {}},
      programs: {
        start: ({command}: {command: readonly string[]}) => {
          this.ran.push(command.join(' '));
          return {kill() {}};
        },
      },
      onFolderChange: () => () => {},
      processes: () => [],
      openVrrp: (listener: ChildListener<FromVrrp>) => {
        this.listener = listener;
        queueMicrotask(() => listener.onMessage({type: 'started'}));
        return {pid: 8, send: (message: ToVrrp) => this.#answer(message, listener), kill() {}};
      },
      openMetrics: async ({host, port}: {readonly host: string; readonly port: number}) => {
        const name = `${host}:${port}`;
        if (this.taken.has(name)) throw new Error(`listen EADDRINUSE: ${name}`);
        this.answering.add(name);
        return {port, close: () => this.answering.delete(name)};
      },
      metrics: async ({checks}: Pick<MetricsSources, 'checks'>) =>
        checks ? checks() : Buffer.from('the table of the supervisor'),
      lock: async () => {
        if (this.holder instanceof Error) throw this.holder;
        return this.holder;
      },
      openControl: async (handler: ControlHandler) => {
        this.openControl();
        this.control = handler;
        return {publish() {}, close: async () => {}};
      },
      onSignal: (call: (wish: 'stop' | 'reload') => void) => {
        this.signal = call;
        return () => {};
      },
      tellManager: (variables: object) => void this.manager.push(Object.keys(variables)[0] as string),
      monotonic: () => 1n,
      end() {},
    };
    return world as unknown as RunWorld;
  }

  #answer(message: ToVrrp, listener: ChildListener<FromVrrp>): void {
    this.told.push(message);
    if (this.isDeaf && message.type !== 'shut-down') return;
    if (message.type === 'ask')
      queueMicrotask(() =>
        listener.onMessage({type: 'status', id: message.id, dropped: 0, status: {at: 0, routers: []}}),
      );
    if (message.type === 'configure')
      queueMicrotask(() => listener.onMessage({type: 'configured', id: message.id, problems: this.problems}));
    if (message.type === 'shut-down') queueMicrotask(() => listener.onEnd('status 0'));
  }
}
