import type {HeartbeatConfiguration} from '../../config/heartbeat/read-heartbeat.js';
import {formatHeartbeatProblem} from '../../config/heartbeat/problem.js';
import type {InstanceView} from '../../vrrp/findings/instance-view.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {ObserverEvent} from '../../vrrp/observer/observer-event.js';
import type {NetworkState} from '../../vrrp/ports.js';
import type {SourceView} from '../../vrrp/truth/router-truth.js';
import type {Process} from '../machine.js';
import type {RouterManager} from '../router-manager.js';
import type {RouterWorld} from '../router-world.js';
import {askCluster, type ClusterStatus} from './cluster-status.js';
import {findHeartbeat, heartbeatFolder, heartbeatRunFolder} from './find-heartbeat.js';
import {readHeartbeatFolder} from './read-configuration.js';
import {viewGroups} from './view-groups.js';

/** Watches Linux-HA heartbeat: by its process, its files and the addresses; it is asked only when the operator wants it. */
export class HeartbeatManager implements RouterManager {
  /** It speaks no VRRP: nothing is to be heard of it. See views(). */
  readonly wanted = [];
  readonly reports = [];
  #configuration: HeartbeatConfiguration | undefined;
  #daemon: Process | undefined;
  #status: ClusterStatus | undefined;
  #failure: string | undefined;
  readonly #endings: (() => void)[] = [];
  #forgetProcess: () => void = () => {};
  #onChange: () => void = () => {};

  constructor(
    private readonly world: Pick<RouterWorld, 'machine' | 'clock' | 'host'>,
    private readonly folder = heartbeatFolder,
  ) {}

  async start(_onEvent: (event: ObserverEvent) => void, onChange: () => void): Promise<void> {
    const {machine} = this.world;
    this.#onChange = onChange;
    const lookAgain = () => {
      this.#look();
      onChange();
    };
    this.#endings.push(machine.onFolderChange(this.folder, lookAgain));
    // a heartbeat that starts writes its pid file
    this.#endings.push(
      machine.onFolderChange(heartbeatRunFolder, name => {
        if (name === undefined || name.startsWith('heartbeat')) lookAgain();
      }),
    );
    this.#look();
  }

  /** Whether it is here: running, or with a configuration. */
  get isHere(): boolean {
    return this.#configuration !== undefined || this.#daemon !== undefined;
  }

  get isRunning(): boolean {
    return this.#daemon !== undefined;
  }

  get configuration(): HeartbeatConfiguration | undefined {
    return this.#configuration;
  }

  /** Its groups of resources, a view each. @param network undefined before the kernel was asked */
  views(network: NetworkState | undefined, now: Milliseconds): readonly InstanceView[] {
    if (!this.#configuration) return [];
    return viewGroups(
      {
        configuration: this.#configuration,
        host: this.world.host,
        isRunning: this.isRunning,
        network,
        status: this.#status,
      },
      now,
    );
  }

  get sources(): readonly SourceView[] {
    if (!this.isHere) return [];
    return [this.#daemonSource(), this.#configurationSource(), ...this.#answerSource()];
  }

  /** Runs cl_status(1). What it cannot tell is said by the sources. */
  async ask(): Promise<void> {
    this.#look();
    this.#status = undefined;
    this.#failure = undefined;
    if (!this.isRunning) return;
    try {
      this.#status = await askCluster(this.world);
    } catch (error) {
      this.#failure = (error as Error).message;
    }
  }

  close(): void {
    this.#forgetProcess();
    for (const end of this.#endings.splice(0)) end();
  }

  #look(): void {
    const {machine, host} = this.world;
    const before = this.#daemon;
    const found = findHeartbeat(machine);
    this.#configuration = readHeartbeatFolder(this.folder, host, machine);
    if (before?.pid === found?.pid && before?.startTicks === found?.startTicks) return;
    this.#daemon = found;
    this.#status = undefined;
    this.#forgetProcess();
    this.#forgetProcess = found ? machine.onExit(found, () => this.#lookAtEnd()) : () => {};
  }

  #lookAtEnd(): void {
    this.#look();
    this.#onChange();
  }

  #daemonSource(): SourceView {
    const name = this.#daemon ? `heartbeat (process ${this.#daemon.pid})` : 'heartbeat';
    return this.#daemon
      ? {kind: 'daemon', name, state: 'good', words: 'runs'}
      : {kind: 'daemon', name, state: 'absent', words: 'does not run: systemctl start heartbeat'};
  }

  #configurationSource(): SourceView {
    const name = `${this.folder}/ha.cf`;
    const configuration = this.#configuration;
    if (!configuration)
      return {kind: 'configuration', name, state: 'failed', words: 'missing, or may not be read: run this with sudo'};
    const [first, ...more] = configuration.problems;
    const problems = first
      ? `; ${formatHeartbeatProblem(first)}${more.length > 0 ? ` and ${more.length} more` : ''}`
      : '';
    const what = configuration.hasPacemaker
      ? 'resources are those of Pacemaker: crm status'
      : `${configuration.groups.length} resource groups, auto_failback ${configuration.autoFailback}`;
    return {
      kind: 'configuration',
      name,
      state: configuration.problems.some(({severity}) => severity === 'refused') ? 'failed' : 'good',
      words: `nodes ${configuration.nodes.join(', ')}; ${what}${problems}`,
    };
  }

  #answerSource(): SourceView[] {
    const name = 'cl_status';
    if (this.#failure !== undefined) return [{kind: 'dump', name, state: 'failed', words: this.#failure}];
    if (!this.#status) return [];
    const nodes = this.#status.nodes.map(({name: node, status, links}) => {
      const words = links.map(link => `${link.name} ${link.status}`).join(', ');
      return `${node} ${status}${words === '' ? '' : ` (${words})`}`;
    });
    return [
      {
        kind: 'dump',
        name,
        state: 'good',
        words: `resources ${this.#status.resources ?? 'unknown'}; ${nodes.join(', ')}`,
      },
    ];
  }
}
