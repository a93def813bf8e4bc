import type {DirectorState} from '../../director/protocol/director-state.js';
import type {DaemonReport} from '../../vrrp/findings/knowledge.js';
import type {WantedInstance} from '../../vrrp/findings/wanted-instance.js';
import type {KnownHold} from '../../vrrp/handover/router-owner.js';
import type {ObserverEvent} from '../../vrrp/observer/observer-event.js';
import type {SourceView} from '../../vrrp/truth/router-truth.js';
import type {Process} from '../machine.js';
import type {RouterManager} from '../router-manager.js';
import type {RouterWorld} from '../router-world.js';
import {directorHolds} from './director-holds.js';
import {DirectorLink} from './director-link.js';
import {DirectorProcesses} from './director-processes.js';
import {directorSources} from './director-sources.js';
import {routerReports} from './router-reports.js';
import {directorName, wantedRouters} from './wanted-routers.js';

/** The director of lvsctl on this host: what it tells by its socket, and whether its processes live. */
export class DirectorManager implements RouterManager {
  readonly #link: DirectorLink;
  readonly #processes: DirectorProcesses;
  #wanted: readonly WantedInstance[] = [];
  #onEvent: (event: ObserverEvent) => void = () => {};
  #onChange: () => void = () => {};

  constructor(world: Pick<RouterWorld, 'machine' | 'clock' | 'after' | 'runFolder'>) {
    this.#link = new DirectorLink(world, () => this.#follow());
    this.#processes = new DirectorProcesses(world, facts => {
      this.#onEvent({type: 'daemon', name: directorName, facts});
      this.#onChange();
    });
  }

  async start(onEvent: (event: ObserverEvent) => void, onChange: () => void): Promise<void> {
    this.#onEvent = onEvent;
    this.#onChange = onChange;
    await this.#link.start();
  }

  /** As it told last; undefined where there is none here, or it never told. */
  get state(): DirectorState | undefined {
    return this.#processes.isElsewhere ? undefined : this.#link.state;
  }

  /** Whether it runs, as far as its socket shows; it may be silent. */
  get isThere(): boolean {
    return this.#link.condition.type !== 'absent';
  }

  /** Whether what it told is so now. */
  get isLive(): boolean {
    return this.state !== undefined && this.#link.condition.type === 'live' && this.#processes.tells;
  }

  /** The process that has the addresses. */
  get speaker(): Process | undefined {
    return this.#processes.speaker;
  }

  /** Why it tells nothing although it is there. */
  get problem(): string | undefined {
    const {condition} = this.#link;
    return condition.type === 'silent' ? condition.words : undefined;
  }

  get wanted(): readonly WantedInstance[] {
    return this.#wanted;
  }

  get reports(): readonly DaemonReport[] {
    const {state} = this;
    if (!state) return [];
    const {tells, toldUntil} = this.#processes;
    return routerReports(state, Math.min(this.#link.toldAt, tells ? Number.POSITIVE_INFINITY : toldUntil));
  }

  /** All that are recorded. */
  get holds(): readonly KnownHold[] {
    const {state} = this;
    return state ? directorHolds(state) : [];
  }

  get sources(): readonly SourceView[] {
    return directorSources(this.#link.state, this.#link.condition, this.#processes);
  }

  /** It tells by itself; where it does not, it is tried again. */
  async ask(): Promise<void> {
    this.#link.look();
  }

  close(): void {
    this.#link.close();
    this.#processes.close();
  }

  #follow(): void {
    const told = this.#link.state;
    if (told) this.#processes.follow(told);
    this.#wanted = this.state ? wantedRouters(this.state) : [];
    this.#onChange();
  }
}
