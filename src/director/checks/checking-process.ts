import type {HealthModel} from '../../checks/health/health-model.js';
import type {Happening} from '../../checks/health/health-event.js';
import type {Milliseconds} from '../../checks/milliseconds.js';
import type {Probe} from '../../checks/probe/probe.js';
import type {CheckRunner, OtherEffect} from '../../checks/runner/check-runner.js';
import type {Watch} from '../../checks/runner/watched-tries.js';
import {noPools} from '../../config/pools/no-pools.js';
import type {PoolConfiguration} from '../../config/pools/pool-configuration.js';
import type {Notices} from '../notices/notices.js';
import {BoundedSender} from '../processes/bounded-sender.js';
import type {CheckHistoryEntry, ChecksReport} from '../protocol/checks-report.js';
import type {ChecksSummary, DisabledChecks} from '../protocol/checks-summary.js';
import type {TableKeeping} from '../table/table-port.js';
import type {FromChecks, ToChecks} from './checks-messages.js';
import {checksReportOf} from './checks-report-of.js';
import {endHappenings} from './end-happenings.js';
import {knownServers, serverKey, type ServerWish} from './find-servers.js';
import {followFiles} from './follow-files.js';
import {History, historyEntry} from './history.js';
import {Latencies} from './latencies.js';
import {MaintenanceChecks} from './maintenance/maintenance-checks.js';
import type {MaintenanceWorld} from './maintenance/maintenance-folder.js';
import {OperatorsServers} from './operators-servers.js';
import {PlannedPools} from './planned-pools.js';
import {poolSettings} from './pool-settings.js';
import {runChecks} from './run-checks.js';
import {summaryOf} from './summary-of.js';
import {SwitchedOff} from './switched-off.js';
import {WatchedHealth} from './watched-health.js';

export interface CheckingWorld {
  /** New, without pools. */
  readonly health: HealthModel;
  openRunner(
    health: HealthModel,
    onEffect: (effect: OtherEffect) => void,
    watch: (probe: Probe) => Watch | undefined,
  ): Pick<CheckRunner, 'step' | 'runNow' | 'stop'>;
  /** Rejects where the table cannot be had, in words for people. */
  openTable(): Promise<TableKeeping>;
  /** @param isSilenced whether nobody is to hear of a server */
  openNotices(
    isSilenced: (pool: string, member: string) => boolean,
  ): Pick<Notices, 'configure' | 'tell' | 'runPrograms' | 'close'>;
  readonly maintenance: Pick<MaintenanceWorld, 'onFolderChange' | 'addressesOf'>;
  /** As Prometheus reads it. */
  metrics(report: ChecksReport): Promise<string>;
  /** Since 1970; it does not jump. */
  clock(): Milliseconds;
  after(delay: Milliseconds, call: () => void): () => void;
  /** Chance: what first tries are spread by. */
  readonly seed: number;
  /** To the supervisor: `taken` in a later turn, when it is in the other's queue. */
  send(message: FromChecks, taken: () => void): void;
}

/** Entries that wait to be told; the oldest are left out. */
const mostUntold = 500;
const noticePatience: Milliseconds = 5000;

/**
 * The process `checks`: finds out which real servers work, and keeps the table so. The table that is there when it begins
 * is taken over; when it ends by itself, or its supervisor does, the table stays.
 */
export class CheckingProcess {
  readonly #health: HealthModel;
  readonly #runner: ReturnType<CheckingWorld['openRunner']>;
  readonly #notices: ReturnType<CheckingWorld['openNotices']>;
  readonly #sender: BoundedSender<FromChecks>;
  readonly #history = new History();
  readonly #latencies = new Latencies();
  readonly #planned: PlannedPools;
  readonly #switchedOff = new SwitchedOff();
  readonly #maintenance: MaintenanceChecks;
  readonly #operators: OperatorsServers;
  #configuration: PoolConfiguration = noPools;
  #disabled: readonly DisabledChecks[] = [];
  #table: TableKeeping | undefined;
  /** Configurations come one after the other. */
  #work: Promise<unknown> = Promise.resolve();
  #happened: Happening[] = [];
  #untold: CheckHistoryEntry[] = [];
  /** Undefined where it may be another one. */
  #summary: ChecksSummary | undefined;

  constructor(private readonly world: CheckingWorld) {
    this.#health = new WatchedHealth(world.health, (check, verdict) => this.#latencies.note(check, verdict));
    this.#planned = new PlannedPools(world.after, this.#health, standing => this.#table?.note(standing));
    const warn = (words: string) => this.say('warning', words);
    this.#maintenance = new MaintenanceChecks({...world.maintenance, clock: world.clock, after: world.after, warn});
    this.#runner = world.openRunner(
      this.#health,
      effect => this.#take(effect),
      probe => this.#maintenance.watch(probe),
    );
    this.#operators = new OperatorsServers(this.#switchedOff, this.#maintenance, () => this.#table);
    this.#notices = world.openNotices((pool, member) => this.#operators.isSilenced(pool, member));
    this.#sender = new BoundedSender({send: world.send, after: world.after, status: dropped => this.#status(dropped)});
  }

  begin(): void {
    this.#sender.tell({type: 'started'});
  }

  /** A line for the log of the director. */
  say(severity: 'error' | 'warning' | 'notice', words: string): void {
    this.#sender.report({type: 'words', severity, words});
  }

  /** NB: `shut-down` is whose process it is: leave. */
  hear(message: Exclude<ToChecks, {type: 'shut-down'}>): void {
    switch (message.type) {
      case 'configure':
        this.#work = this.#work.then(() => this.#configure(message.id, message.configuration));
        break;
      case 'disabled':
        this.#disabled = message.disabled;
        this.#switch();
        break;
      case 'drains':
        this.#table?.readDrains();
        break;
      case 'ask':
        this.#sender.tell({type: 'status', id: message.id, summary: this.#summaryNow()});
        break;
      case 'report':
        this.#answer(message.id, async () => JSON.stringify(this.#report(message.onlyFailed)));
        break;
      case 'history':
        this.#answer(message.id, async () => JSON.stringify(this.#historyOf(message.server)));
        break;
      case 'run':
        this.#answer(message.id, async () => JSON.stringify(await runChecks(this.#runner, this.#find(message))));
        break;
      case 'metrics':
        this.#answer(message.id, () => this.world.metrics(this.#report(false)));
        break;
    }
  }

  /** Ends in order. @param wish what becomes of the table; undefined: as the configuration says */
  async leave(wish: 'leave' | 'clear' | undefined): Promise<void> {
    await this.#work;
    this.#runner.stop();
    this.#maintenance.close();
    const clears = (wish ?? this.#configuration.onStop) === 'clear';
    await this.#table?.close(clears);
    if (clears) this.#notices.runPrograms(endHappenings(this.#configuration.pools, this.#health, this.world.clock()));
    await this.#notices.close(noticePatience);
  }

  /** First the table: where that cannot be had, everything stays as it was. */
  async #configure(id: number, given: PoolConfiguration): Promise<void> {
    try {
      const configuration = followFiles(given);
      this.#table ??= await this.world.openTable();
      const present = await this.#table.adopt(configuration);
      this.#configuration = configuration;
      this.#notices.configure(configuration);
      const {seed} = this.world;
      const settings = this.#maintenance.configure(configuration, configuration.pools.map(poolSettings));
      this.#runner.step({type: 'configure', pools: settings, present, seed});
      this.#switch();
      const {pools} = this.#health;
      for (const standing of pools) this.#table.note(standing);
      this.#latencies.keep(new Set(pools.flatMap(({members}) => members.flatMap(({checks}) => checks))));
      this.#changed();
      this.#sender.tell({type: 'configured', id, problems: []});
    } catch (error) {
      this.#sender.tell({type: 'configured', id, problems: [(error as Error).message]});
    }
  }

  #switch(): void {
    for (const one of this.#switchedOff.switchesFor(this.#disabled, this.#configuration.pools)) this.#runner.step(one);
    this.#changed();
  }

  #take(effect: OtherEffect): void {
    if (effect.type === 'plan') this.#planned.add(effect.pool);
    else this.#note(effect.happening);
    this.#changed();
  }

  /** What happens in one turn is told at once. */
  #note(happening: Happening): void {
    const entry = historyEntry(happening);
    this.#history.note(entry);
    this.#untold.push(entry);
    if (this.#untold.length > mostUntold) this.#untold.shift();
    this.#happened.push(happening);
    if (this.#happened.length > 1) return;
    this.world.after(0, () => {
      const happened = this.#happened;
      this.#happened = [];
      this.#notices.tell(happened);
    });
  }

  #changed(): void {
    this.#summary = undefined;
    this.#sender.noteChange();
  }

  #status(dropped: number): FromChecks {
    const entries = this.#untold;
    this.#untold = [];
    const summary = this.#summaryNow();
    if (dropped === 0) return {type: 'happened', summary, entries};
    const lost = `${dropped} lines of the process checks were not taken in time`;
    return {type: 'happened', summary: {...summary, problems: [...summary.problems, lost]}, entries};
  }

  #summaryNow(): ChecksSummary {
    const problems = this.#table?.problems ?? [];
    this.#summary ??= summaryOf(this.#health.pools, problems, this.#maintenance.keys);
    return {...this.#summary, problems};
  }

  #report(onlyFailed: boolean): ChecksReport {
    const known = {
      pools: this.#configuration.pools,
      health: this.#health,
      latencies: this.#latencies,
      operatorOf: (pool: string, member: string) => this.#operators.wordsOf(pool, member),
      notes: this.#table?.problems ?? [],
      at: this.world.clock(),
    };
    return checksReportOf(known, onlyFailed);
  }

  #historyOf(server: string | undefined): readonly CheckHistoryEntry[] {
    if (server === undefined) return this.#history.entries();
    const wanted = new Set(this.#find({server}).map(found => serverKey(found.pool.name, found.server.name)));
    return this.#history.entries((pool, name) => name !== undefined && wanted.has(serverKey(pool, name)));
  }

  #find(wish: ServerWish) {
    return knownServers(this.#configuration.pools, wish);
  }

  #answer(id: number, make: () => Promise<string>): void {
    make().then(
      text => this.#sender.tell({type: 'bytes', id, bytes: Buffer.from(text)}),
      (error: Error) => this.#sender.tell({type: 'refused', id, words: error.message}),
    );
  }
}
