import type {Address} from '../../net/address.js';
import type {HandOverResult} from '../../director/protocol/methods.js';
import type {WantedInstance} from '../../vrrp/findings/wanted-instance.js';
import {endAtPeer} from '../../vrrp/handover/named-peer.js';
import type {
  KnownHold,
  Objection,
  RouterOwner,
  StandbyEvidence,
  SwitchOutcome,
  SwitchPlan,
  SwitchRequest,
  SwitchStep,
} from '../../vrrp/handover/router-owner.js';
import {instancesOf, isMaster, type Movable} from '../../vrrp/handover/situation.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {LiveRouters, ProbeStandby} from '../keepalived/moving/live-routers.js';
import {runHandover} from '../keepalived/moving/run-handover.js';
import {listenEnough} from '../listen-enough.js';
import type {RouterWorld} from '../router-world.js';
import {until} from '../until.js';
import {askPeers, knownPeers} from './ask-peers.js';
import {directorChange} from './director-change.js';
import type {DirectorManager} from './director-manager.js';
import type {DirectorSituation, PlannedDirectorSwitch} from './director-situation.js';
import {planDirectorRelease} from './plan-director-release.js';
import {planDirectorSwitch} from './plan-director-switch.js';
import {directorName} from './wanted-routers.js';

export interface DirectorOwnerParts {
  readonly world: RouterWorld;
  readonly live: LiveRouters & {readonly ownAddresses: readonly Address[]};
  readonly director: DirectorManager;
  readonly probe: ProbeStandby;
  /** What else speaks against leaving: connections that are not synchronised. */
  readonly objectTo: () => Promise<readonly Objection[]>;
}

/** It tells of a hold when it has answered. */
const told: Milliseconds = 500;

/** Moves the virtual routers of lvsctl's own director: it can be told what to be, and to whom to hand over. */
export class DirectorOwner implements RouterOwner {
  readonly name = directorName;
  readonly #planned = new WeakMap<SwitchPlan, PlannedDirectorSwitch & {readonly held: readonly KnownHold[]}>();

  constructor(private readonly parts: DirectorOwnerParts) {}

  knows(target: string): boolean {
    const {state, isThere} = this.parts.director;
    if (!state || !isThere) return false;
    const names = [...state.routers, ...state.groups].map(({name}) => name);
    return names.includes(target) || state.holds.some(hold => hold.target === target);
  }

  async planSwitch(request: SwitchRequest): Promise<SwitchPlan> {
    const {world, live, probe, objectTo, director} = this.parts;
    const before = instancesOf(this.#situation(request.target), request.target);
    const isLeaving = request.to === 'backup';
    const [evidence, objections] = await Promise.all([
      isLeaving ? this.#probe(before, probe) : [],
      isLeaving ? objectTo() : [],
      listenEnough(world, live, before),
    ]);
    const isAsked = isLeaving && before.some(isMaster) && director.isLive;
    const peers = request.peer ? [request.peer] : knownPeers(before, evidence);
    const answers = isAsked ? await askPeers(world, request.target, peers) : [];
    const situation = {...this.#situation(request.target), evidence, objections, answers};
    return this.#remember(planDirectorSwitch(situation, request), before);
  }

  async planRelease(target: string): Promise<SwitchPlan> {
    const situation = this.#situation(target);
    await listenEnough(this.parts.world, this.parts.live, instancesOf(situation, target));
    const now = this.#situation(target);
    return this.#remember(planDirectorRelease(now, target), instancesOf(now, target));
  }

  async carryOut(
    plan: SwitchPlan,
    onStep: (step: SwitchStep) => void,
    isInterrupted: () => boolean,
  ): Promise<SwitchOutcome> {
    const planned = this.#planned.get(plan);
    if (!planned?.change) throw new Error('this plan has nothing that could be carried out');
    const {world, live, director} = this.parts;
    const {settings} = planned;
    const members = settings.members.flatMap(({identity}) => this.#wantedOf(identity.name) ?? []);
    const steps: SwitchStep[] = [];
    const tell = (step: SwitchStep) => {
      steps.push(step);
      onStep(step);
    };
    let handOver: HandOverResult | undefined;
    const reversible = directorChange(world, planned, planned.held, result => {
      handOver = result;
    });
    const end = await runHandover(world, live, settings, members, reversible, director.speaker, tell, isInterrupted);
    const masters = live.read().instances.filter(({identity}) => members.some(({name}) => name === identity.name));
    return {
      ...endAtPeer(
        end,
        plan.request,
        masters.map(({master}) => master?.address),
      ),
      gap: handOver?.gap ?? end.gap,
      steps,
      hold: end.result === 'done' || end.result === 'late' ? await this.#holdOf(planned) : undefined,
    };
  }

  async holds(): Promise<readonly KnownHold[]> {
    return this.parts.director.holds;
  }

  async holdProblems(): Promise<readonly string[]> {
    const {problem} = this.parts.director;
    return problem === undefined ? [] : [`what the director holds is not known: ${problem}`];
  }

  #situation(target: string): DirectorSituation {
    const {live, director} = this.parts;
    const truth = live.read();
    const routers = director.state?.routers ?? [];
    const instances = director.wanted.map((wanted): Movable => {
      const view = truth.instances.find(({identity, isWanted}) => isWanted && identity.name === wanted.name);
      return {wanted, view, preemptDelay: routers.find(({name}) => name === wanted.name)?.preemptDelay ?? 0};
    });
    const situation = {
      manager: this.name,
      isRunning: director.isLive,
      instances,
      files: [],
      findings: truth.findings,
      evidence: [],
      objections: [],
      canSchedule: true,
      stopping: undefined,
    };
    const members = instancesOf(situation, target);
    const names = members.map(({wanted}) => wanted.name);
    return {
      ...situation,
      held: this.#heldOf(target, members)[0],
      answers: [],
      faults: routers.flatMap(({name, faults}) => (names.includes(name) ? faults : [])),
      ownAddresses: live.ownAddresses,
    };
  }

  async #probe(members: readonly Movable[], probe: ProbeStandby): Promise<readonly StandbyEvidence[]> {
    return (await Promise.all(members.flatMap(({view}) => (view ? [probe(view.identity)] : [])))).flat();
  }

  /** As it tells it, where the change has made one. */
  async #holdOf({plan, change}: PlannedDirectorSwitch): Promise<KnownHold | undefined> {
    if (change?.type === 'release' || plan.way.style !== 'held') return undefined;
    const {world, director} = this.parts;
    const names = plan.instances.map(({name}) => name);
    const find = () => director.holds.find(({instances}) => instances.some(name => names.includes(name)));
    await until(world, () => find() !== undefined, told);
    return find();
  }

  /** What holds any of them; and by its name a hold of what is there no more. */
  #heldOf(target: string, members: readonly Movable[]): readonly KnownHold[] {
    const names = members.map(({wanted}) => wanted.name);
    return this.parts.director.holds.filter(
      hold => hold.target === target || hold.instances.some(name => names.includes(name)),
    );
  }

  #wantedOf(name: string | undefined): WantedInstance | undefined {
    return this.parts.director.wanted.find(each => each.name === name);
  }

  #remember(planned: PlannedDirectorSwitch, members: readonly Movable[]): SwitchPlan {
    this.#planned.set(planned.plan, {...planned, held: this.#heldOf(planned.plan.request.target, members)});
    return planned.plan;
  }
}
