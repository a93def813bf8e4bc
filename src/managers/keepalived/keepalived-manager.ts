import {join} from 'node:path';
import type {DaemonReport} from '../../vrrp/findings/knowledge.js';
import type {WantedInstance} from '../../vrrp/findings/wanted-instance.js';
import type {DaemonFacts} from '../../vrrp/observer/daemons.js';
import type {ObserverEvent} from '../../vrrp/observer/observer-event.js';
import type {SourceView} from '../../vrrp/truth/router-truth.js';
import type {RouterManager} from '../router-manager.js';
import type {RouterOptions, RouterWorld} from '../router-world.js';
import {askKeepalived, dumpName, type DumpResult} from './dump/ask-keepalived.js';
import type {DumpedGroup, DumpedInstance} from './dump/dump-report.js';
import {EventFifo} from './event-fifo.js';
import {chooseFifos, fifoSource, type FifoChoice} from './fifo-choice.js';
import type {FoundKeepalived} from './find-keepalived.js';
import {KeepalivedWatch} from './keepalived-watch.js';
import type {ConfigurationReading} from './read-configuration.js';
import {WatchedConfiguration} from './watched-configuration.js';

/** A keepalived, and its configuration as it is now. */
export interface KeepalivedDaemon extends FoundKeepalived {
  readonly reading: ConfigurationReading;
  /** keepalived.data, where it writes it when asked. */
  readonly dumpFile: string;
}

/** What can be seen of the keepaliveds of this host: their processes, configurations, FIFOs and, asked for, their dumps. */
export class KeepalivedManager implements RouterManager {
  readonly #watch: KeepalivedWatch;
  readonly #configurations = new Map<string, WatchedConfiguration>();
  readonly #facts = new Map<string, DaemonFacts>();
  readonly #fifos = new Map<string, EventFifo>();
  readonly #dumps = new Map<string, DumpResult>();
  #choices: readonly FifoChoice[] = [];
  #isOver = false;
  #interfaces: readonly string[] | undefined;
  #onEvent: (event: ObserverEvent) => void = () => {};
  #onChange: () => void = () => {};

  constructor(
    private readonly world: RouterWorld,
    private readonly options: RouterOptions,
  ) {
    this.#watch = new KeepalivedWatch(world, options, {
      onFacts: (name, facts) => this.#noteFacts(name, facts),
      onFound: () => this.#arrange(),
    });
  }

  async start(onEvent: (event: ObserverEvent) => void, onChange: () => void): Promise<void> {
    this.#onEvent = onEvent;
    this.#onChange = onChange;
    this.#interfaces = await this.#readInterfaces();
    this.#watch.start();
  }

  get wanted(): readonly WantedInstance[] {
    return this.#each(({wanted}) => wanted);
  }

  get reports(): readonly DaemonReport[] {
    return this.daemons.flatMap(({name}) => this.#told(name));
  }

  /** The sync groups, as they were when last asked for. */
  get groups(): readonly DumpedGroup[] {
    return [...this.#dumps.values()].flatMap(result => (result.type === 'read' ? result.dump.groups : []));
  }

  get sources(): readonly SourceView[] {
    return [
      ...this.daemons.flatMap(one => [
        daemonSource(one, this.#facts.get(one.name)),
        ...this.#each((configuration, name) =>
          name === one.name ? [configuration.source(one, this.#told(name))] : [],
        ),
        ...this.#dumpSource(one.name),
      ]),
      ...this.#choices.map(choice => fifoSource(choice, this.#fifos.get(choice.path)?.problem)),
    ];
  }

  /** Those that were found, for whoever moves what they run. */
  get daemons(): readonly KeepalivedDaemon[] {
    return this.#watch.found.flatMap(one => {
      const reading = this.#configurations.get(one.name)?.reading;
      if (!reading) return [];
      const {globals} = reading.config;
      const networkNamespace = one.commandLine.namespace ?? globals.networkNamespace;
      return [{...one, reading, dumpFile: join(one.dumpFolder, dumpName({...globals, networkNamespace}))}];
    });
  }

  /** Has every one that runs write its state (SIGUSR1), and reads it. Rejects never: what failed is in the sources. */
  async ask(): Promise<void> {
    await Promise.all(
      this.daemons.map(async ({name, parent, vrrp, dumpFile}) => {
        this.#dumps.set(name, await askKeepalived(this.world, {parent, vrrp, path: dumpFile}));
      }),
    );
    this.#onChange();
  }

  close(): void {
    this.#isOver = true;
    this.#watch.close();
    for (const configuration of this.#configurations.values()) configuration.close();
    for (const fifo of this.#fifos.values()) fifo.close();
  }

  #noteFacts(name: string, facts: DaemonFacts): void {
    const before = this.#facts.get(name);
    this.#facts.set(name, facts);
    if (before && pidOf(before) !== pidOf(facts)) this.#dumps.delete(name); // what it said was of a process that is no more
    this.#onEvent({type: 'daemon', name, facts});
    this.#onChange();
  }

  /** Reads the configurations of those that were found. */
  #arrange(): void {
    const {found} = this.#watch;
    for (const [name, configuration] of this.#configurations) {
      const one = found.find(other => other.name === name);
      if (one && one.configPath === configuration.place.path && one.configId === configuration.place.configId) continue;
      configuration.close();
      this.#configurations.delete(name);
    }
    for (const {name, configPath, configId} of found) {
      const known = this.#configurations.get(name);
      if (known) known.readAgain();
      else
        this.#configurations.set(
          name,
          new WatchedConfiguration(
            this.world.machine,
            name,
            {path: configPath, configId, hostname: this.world.host},
            this.#interfaces,
            () => this.#changed(),
          ),
        );
    }
    this.#changed();
    void this.#followInterfaces();
  }

  #changed(): void {
    this.#choices = chooseFifos(
      this.daemons.map(({reading}) => reading.config.globals.fifos),
      this.world.runFolder,
      this.options.fifo,
    );
    const paths = new Set(this.#choices.filter(({isRead}) => isRead).map(({path}) => path));
    for (const [path, fifo] of this.#fifos) {
      if (paths.has(path)) continue;
      fifo.close();
      this.#fifos.delete(path);
    }
    for (const path of paths) {
      if (this.#fifos.has(path)) this.#fifos.get(path)?.look();
      else
        this.#fifos.set(
          path,
          new EventFifo(this.world.machine, path, (line, isBacklog) => this.#onEvent({type: 'fifo', line, isBacklog})),
        );
    }
    this.#onChange();
  }

  /** Undefined where they cannot be had: then the configuration is taken at its word. */
  async #readInterfaces(): Promise<readonly string[] | undefined> {
    try {
      return (await this.world.network.read()).links.map(({name}) => name).sort();
    } catch {
      return undefined;
    }
  }

  /** Another daemon may have begun because there are other interfaces. */
  async #followInterfaces(): Promise<void> {
    const interfaces = await this.#readInterfaces();
    if (this.#isOver || interfaces?.join('/') === this.#interfaces?.join('/')) return;
    this.#interfaces = interfaces;
    for (const configuration of this.#configurations.values()) configuration.readAgain(interfaces);
  }

  #each<T>(work: (configuration: WatchedConfiguration, name: string) => readonly T[]): T[] {
    return [...this.#configurations].flatMap(([name, configuration]) => work(configuration, name));
  }

  #told(name: string): readonly DumpedInstance[] {
    const result = this.#dumps.get(name);
    return result?.type === 'read' ? result.dump.instances : [];
  }

  #dumpSource(name: string): SourceView[] {
    const result = this.#dumps.get(name);
    if (!result) return [];
    const common = {kind: 'dump', name: result.path} as const;
    if (result.type === 'failed') return [{...common, state: 'failed', words: `${name} was asked: ${result.words}`}];
    const count = result.dump.instances.length;
    return [
      {...common, state: 'good', words: `${name} told of ${count} virtual ${count === 1 ? 'router' : 'routers'}`},
    ];
  }
}

function pidOf(facts: DaemonFacts): number | undefined {
  return facts.state === 'gone' ? undefined : facts.pid;
}

function daemonSource({name, parent, vrrp, hasRun}: FoundKeepalived, facts: DaemonFacts | undefined): SourceView {
  const running = parent ?? vrrp;
  const common = {kind: 'daemon', name: running ? `${name} (process ${running.pid})` : name} as const;
  if (!running) return {...common, state: 'absent', words: hasRun ? 'it has ended' : 'it does not run'};
  if (!parent) return {...common, state: 'failed', words: 'its parent is gone: nothing will reload or restart it'};
  if (!vrrp) return {...common, state: 'failed', words: 'it has no VRRP process: it runs no virtual routers'};
  if (facts?.state === 'stopped')
    return {
      ...common,
      state: 'failed',
      words: `its VRRP process ${vrrp.pid} is stopped (SIGSTOP); kill -CONT lets it go on`,
    };
  return {...common, state: 'good', words: `VRRP is process ${vrrp.pid}`};
}
