import type {Milliseconds} from '../../vrrp/intervals.js';
import type {GroupSettings, RouterConfiguration} from '../../vrrp/router/configuration.js';
import type {SpeakerStatus} from '../../vrrp/speaker/speaker-control.js';
import type {RouterStatus, SpeakerReport} from '../../vrrp/speaker/speaker-report.js';
import type {DirectorEvent, DirectorState, GroupState, RouterState} from '../protocol/director-state.js';
import {viewRouter} from './router-view.js';

/** All of the state but what the virtual routers make of it. */
export type Surroundings = Omit<DirectorState, 'routers' | 'groups' | 'schema'>;

/** What the virtual routers are known to be: what the speaker told last, and what was reported since. */
export class DirectorView {
  #configuration: RouterConfiguration | undefined;
  readonly #statuses = new Map<string, RouterStatus>();
  /** As it was told last, without what changes all the time. */
  readonly #told = new Map<string, string>();

  constructor(
    private readonly surroundings: () => Surroundings,
    private readonly onEvent: (event: DirectorEvent) => void,
  ) {}

  get state(): DirectorState {
    const {routers = [], groups = []} = this.#configuration ?? {};
    return {
      schema: 'lvsctl.director/1',
      ...this.surroundings(),
      routers: routers.flatMap(({name}) => this.#view(name) ?? []),
      groups: groups.map(group => this.#viewGroup(group)),
    };
  }

  status(router: string): RouterStatus | undefined {
    return this.#statuses.get(router);
  }

  stateOf(target: string): GroupState['state'] | undefined {
    const group = this.#configuration?.groups.find(({name}) => name === target);
    return group ? this.#viewGroup(group).state : this.#statuses.get(target)?.router;
  }

  configure(configuration: RouterConfiguration): void {
    this.#configuration = configuration;
    const names = new Set(configuration.routers.map(({name}) => name));
    for (const name of this.#statuses.keys()) if (!names.has(name)) this.#statuses.delete(name);
    this.#told.clear();
    this.tellAll();
  }

  tellAll(): void {
    this.onEvent({type: 'snapshot', state: this.state});
  }

  /** Whoever spoke is gone: what it knew is not so any more. */
  forget(at: Milliseconds): void {
    for (const [name, status] of this.#statuses)
      this.#statuses.set(name, {
        ...status,
        router: 'initialize',
        since: at,
        cause: {type: 'fault', faults: ['the process that speaks has ended']},
        master: undefined,
        rivals: [],
        present: 0,
      });
    this.tellAll();
  }

  /** All that is known now. What is another now is told. */
  take({routers}: SpeakerStatus): void {
    for (const status of routers) {
      this.#statuses.set(status.name, status);
      this.#tell(status.name, undefined);
    }
  }

  /** What has happened, before the speaker tells the rest of it. */
  report(report: SpeakerReport, words: string): void {
    if (report.type === 'group-entered') {
      const group = this.#configuration?.groups.find(({name}) => name === report.group);
      if (group) this.onEvent({type: 'group', group: {...this.#viewGroup(group), state: report.state}});
      return;
    }
    const {router} = report;
    const before = router === undefined ? undefined : this.#statuses.get(router);
    if (router === undefined || !before) return;
    this.#statuses.set(router, reported(before, report));
    this.#tell(router, words);
  }

  #tell(name: string, words: string | undefined): void {
    const router = this.#view(name);
    if (!router) return;
    const {counters: _counters, rejections: _rejections, master, ...lasting} = router;
    const text = JSON.stringify([lasting, master?.address, master?.priority]);
    if (words === undefined && this.#told.get(name) === text) return;
    this.#told.set(name, text);
    this.onEvent({type: 'router', router, words});
  }

  #view(name: string): RouterState | undefined {
    const settings = this.#configuration?.routers.find(router => router.name === name);
    if (!settings || !this.#configuration) return undefined;
    const {startedAt} = this.surroundings();
    return viewRouter(settings, this.#statuses.get(name), this.#configuration, startedAt);
  }

  #viewGroup({name, members}: GroupSettings): GroupState {
    const states = new Set(members.map(member => this.#statuses.get(member)?.router ?? 'initialize'));
    const [state = 'initialize'] = states;
    return {name, members, state: states.size > 1 ? 'mixed' : state};
  }
}

function reported(before: RouterStatus, report: SpeakerReport): RouterStatus {
  if (report.type === 'entered') {
    const {state, at, cause, priority} = report;
    const master = state === 'backup' ? before.master : undefined;
    return {...before, router: state, since: at, cause, priority, master, rivals: []};
  }
  return report.type === 'priority' ? {...before, priority: report.priority} : before;
}
