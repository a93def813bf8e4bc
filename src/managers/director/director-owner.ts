import type {Address} from '../../net/address.js';
import type {HoldState} from '../../director/protocol/director-state.js';
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
import {towardsPeer} from '../../vrrp/handover/towards-peer.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {holdWords} from '../../vrrp/truth/hold-words.js';
import type {LiveRouters, ProbeStandby} from '../moving/live-routers.js';
import {runHandover} from '../moving/run-handover.js';
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

/** With what held the same when it was planned. */
type PlannedWithHolds = PlannedDirectorSwitch & {readonly held: readonly KnownHold[]};

/** It tells of a hold when it has answered. */
const told: Milliseconds = 500;

/** Moves the virtual routers of lvsctl's own director: it can be told what to be, and to whom to hand over. */
export class DirectorOwner implements RouterOwner {
  readonly name = directorName;
  readonly #planned = new WeakMap<SwitchPlan, PlannedWithHolds>();

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
    const peers = request.peer ? [request.peer] : knownPeers(before, evidence, request.target);
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
    let replaced: readonly HoldState[] = [];
    const reversible = directorChange(world, planned, planned.held, {
      onHandedOver: result => {
        handOver = result;
      },
      onHeld: hold => {
        replaced = hold.replaced;
      },
    });
    const end = await runHandover(world, live, settings, members, reversible, director.speaker, tell, isInterrupted);
    const more = [
      ...replaced.map(hold => `it replaced ${holdWords(hold)}`),
      ...(planned.afterwards ? [planned.afterwards] : []),
    ];
    const ended = end.result === 'done' ? {...end, words: [end.words, ...more].join('; ')} : end;
    return {
      ...endAtPeer(ended, plan.request, await this.#mastersTowards(plan.request, members)),
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

  /** Whoever is master where the named peer is: on the other links of a sync group it has other addresses. */
  async #mastersTowards({target, peer}: SwitchRequest, members: readonly WantedInstance[]) {
    const {world, live} = this.parts;
    const found = peer && towardsPeer(members, target, peer, await world.network.read());
    if (!found || 'problem' in found) return [];
    const views = live.read().instances.filter(({identity, isWanted}) => isWanted && identity.name === found.name);
    return views.map(({master}) => master?.address);
  }

  /** As it tells it, where the change has made one. */
  async #holdOf({plan, change, held}: PlannedWithHolds): Promise<KnownHold | undefined> {
    if (change?.type === 'release' || plan.way.style !== 'held') return undefined;
    const {world, director} = this.parts;
    const names = plan.instances.map(({name}) => name);
    const isNew = (hold: KnownHold) => hold.isInForce && !held.some(({since}) => since === hold.since);
    const find = () => director.holds.find(one => isNew(one) && one.instances.some(name => names.includes(name)));
    await until(world, () => find() !== undefined, told);
    return find();
  }

  /** What holds any of them, the one that is in force first; and by its name a hold of what is there no more. */
  #heldOf(target: string, members: readonly Movable[]): readonly KnownHold[] {
    const names = members.map(({wanted}) => wanted.name);
    return this.parts.director.holds
      .filter(hold => hold.target === target || hold.instances.some(name => names.includes(name)))
      .toSorted((a, b) => Number(b.isInForce) - Number(a.isInForce));
  }

  #wantedOf(name: string | undefined): WantedInstance | undefined {
    return this.parts.director.wanted.find(each => each.name === name);
  }

  #remember(planned: PlannedDirectorSwitch, members: readonly Movable[]): SwitchPlan {
    this.#planned.set(planned.plan, {...planned, held: this.#heldOf(planned.plan.request.target, members)});
    return planned.plan;
  }
}
