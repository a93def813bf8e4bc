import {isHeldByFile} from '../../../maintenance/holds/hold-record.js';
import type {LvsctlWords} from '../../lvsctl-words.js';
import type {HoldStore} from '../../../maintenance/holds/hold-store.js';
import type {Address} from '../../../net/address.js';
import type {WantedInstance} from '../../../vrrp/findings/wanted-instance.js';
import type {Movable, Situation} from '../../../vrrp/handover/situation.js';
import {instancesOf} from '../../../vrrp/handover/situation.js';
import {endAtPeer} from '../../../vrrp/handover/named-peer.js';
import {planRelease} from '../../../vrrp/handover/plan-release.js';
import {movedBy, planSwitch} from '../../../vrrp/handover/plan-switch.js';
import type {PlannedSwitch} from '../../../vrrp/handover/planned-switch.js';
import type {
  KnownHold,
  Objection,
  RouterOwner,
  SwitchOutcome,
  SwitchPlan,
  SwitchRequest,
  SwitchStep,
} from '../../../vrrp/handover/router-owner.js';
import type {Hold} from '../../../vrrp/truth/hold.js';
import {listenEnough} from '../../listen-enough.js';
import type {RouterWorld} from '../../router-world.js';
import {canSchedule, type DaemonControl, daemonControl} from './daemon-control.js';
import type {KeepalivedHolds} from './keepalived-holds.js';
import type {LiveRouters, MovableDaemon, MovableKeepalived, ProbeStandby} from '../../moving/live-routers.js';
import {reversibleChange} from './make-change.js';
import {runHandover} from '../../moving/run-handover.js';
import {trackedFilesOf} from './tracked-files.js';
import {readTrackedValue} from './tracked-value.js';

export interface KeepalivedOwnerParts {
  readonly world: RouterWorld;
  readonly live: LiveRouters;
  readonly keepalived: MovableKeepalived;
  readonly store: HoldStore;
  readonly holds: KeepalivedHolds;
  readonly probe: ProbeStandby;
  /** What else speaks against leaving: connections that are not synchronised. */
  readonly objectTo?: (members: readonly Movable[]) => Promise<readonly Objection[]>;
  /** The program and its first words, for a timer that releases. */
  readonly lvsctl: LvsctlWords;
}

/** Moves the virtual routers of an unmodified keepalived. */
export class KeepalivedOwner implements RouterOwner {
  readonly name = 'keepalived';
  readonly #planned = new WeakMap<SwitchPlan, PlannedSwitch & {readonly daemon: MovableDaemon}>();

  constructor(private readonly parts: KeepalivedOwnerParts) {}

  knows(target: string): boolean {
    return this.#daemonOf(target) !== undefined;
  }

  async planSwitch(request: SwitchRequest): Promise<SwitchPlan> {
    const daemon = this.#mustKnow(request.target);
    const now = this.#situation(daemon);
    const members = movedBy(now, request);
    const {world, live, probe, objectTo = async () => []} = this.parts;
    const [evidence, objections] = await Promise.all([
      Promise.all(members.flatMap(({view}) => (view ? [probe(view.identity)] : []))),
      objectTo(members),
      listenEnough(world, live, members),
    ]);
    const situation = {...this.#situation(daemon), evidence: evidence.flat(), objections};
    return this.#remember(planSwitch(situation, request), daemon);
  }

  async planRelease(target: string): Promise<SwitchPlan> {
    const daemon = this.#mustKnow(target);
    await listenEnough(this.parts.world, this.parts.live, instancesOf(this.#situation(daemon), target));
    const situation = this.#situation(daemon);
    const names = instancesOf(situation, target).map(({wanted}) => wanted.name);
    const records = this.parts.store
      .read()
      .records.filter(isHeldByFile)
      .filter(({manager, instances}) => manager === this.name && instances.some(name => names.includes(name)));
    const untracked = records
      .filter(({file}) => !situation.files.some(({path}) => path === file.path))
      .map(({file: {path}, instances}) => ({
        name: 'not tracked any more',
        path,
        weight: 0,
        instances,
        ...readTrackedValue(path),
      }));
    const planned = planRelease(
      {...situation, files: [...situation.files, ...untracked]},
      target,
      records.map(({file}) => file),
    );
    return this.#remember(planned, daemon);
  }

  async carryOut(
    plan: SwitchPlan,
    onStep: (step: SwitchStep) => void,
    isInterrupted: () => boolean,
  ): Promise<SwitchOutcome> {
    const planned = this.#planned.get(plan);
    if (!planned?.change) throw new Error('this plan has nothing that could be carried out');
    const {world, live, store, holds, lvsctl} = this.parts;
    const {change, settings, daemon} = planned;
    const control = this.#controlOf(daemon);
    const members = settings.members.flatMap(({identity}) => this.#wantedOf(daemon, identity.name) ?? []);
    const steps: SwitchStep[] = [];
    const tell = (step: SwitchStep) => {
      steps.push(step);
      onStep(step);
    };
    const reversible = reversibleChange(plan, change, {world, store, control, lvsctl});
    const watched = change.type === 'stop' ? undefined : daemon.vrrp;
    const end = await runHandover(world, live, settings, members, reversible, watched, tell, isInterrupted);
    holds.forget();
    return {...endAtPeer(end, plan.request, this.#mastersOf(members)), steps, hold: this.#holdOf(plan)};
  }

  async holds(): Promise<readonly KnownHold[]> {
    this.parts.holds.forget();
    return this.parts.holds.list();
  }

  async holdProblems(): Promise<readonly string[]> {
    return this.parts.store.read().problems;
  }

  #daemonOf(target: string): MovableDaemon | undefined {
    return this.parts.keepalived.daemons.find(({reading: {config}}) =>
      [...config.vrrp.instances, ...config.vrrp.syncGroups].some(({name}) => name === target),
    );
  }

  #wantedOf(daemon: MovableDaemon, instance: string | undefined): WantedInstance | undefined {
    return this.parts.keepalived.wanted.find(({name, daemon: runner}) => name === instance && runner === daemon.name);
  }

  #mustKnow(target: string): MovableDaemon {
    const daemon = this.#daemonOf(target);
    if (!daemon) throw new Error(`keepalived has no instance or sync group ${target}`);
    return daemon;
  }

  #remember(planned: PlannedSwitch, daemon: MovableDaemon): SwitchPlan {
    this.#planned.set(planned.plan, {...planned, daemon});
    return planned.plan;
  }

  /** What is so now, but for what has to be asked. */
  #situation(daemon: MovableDaemon): Situation {
    const {live} = this.parts;
    const truth = live.read();
    const {vrrp} = daemon.reading.config;
    const instances = vrrp.instances.flatMap(({name, preemptDelay}): Movable[] => {
      const wanted = this.#wantedOf(daemon, name);
      const view = truth.instances.find(({identity, isWanted}) => isWanted && identity.name === name);
      return wanted ? [{wanted, view, preemptDelay}] : [];
    });
    const control = this.#controlOf(daemon);
    return {
      manager: this.name,
      isRunning: daemon.vrrp !== undefined,
      instances,
      files: trackedFilesOf(vrrp).map(file => ({...file, ...readTrackedValue(file.path)})),
      findings: truth.findings,
      evidence: [],
      objections: [],
      canSchedule: canSchedule(),
      stopping: control && {stop: control.stop, start: control.start},
    };
  }

  #controlOf({parent}: MovableDaemon): DaemonControl | undefined {
    return parent && daemonControl(this.parts.world.machine, parent);
  }

  #mastersOf(members: readonly WantedInstance[]): readonly (Address | undefined)[] {
    const {instances} = this.parts.live.read();
    return instances.flatMap(({identity, master}) =>
      members.some(({name}) => name === identity.name) ? [master?.address] : [],
    );
  }

  #holdOf({request, isRelease}: SwitchPlan): Hold | undefined {
    return isRelease ? undefined : this.parts.holds.read().find(({target}) => target === request.target);
  }
}
