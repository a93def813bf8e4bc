import {formatAddress} from '../../net/address.js';
import type {HandoverEffect, HandoverEvent} from '../handover/handover.js';
import {planRelease} from '../handover/plan-release.js';
import type {PlannedSwitch} from '../handover/planned-switch.js';
import {planSwitch} from '../handover/plan-switch.js';
import type {RouterOwner, StandbyEvidence, SwitchOutcome, SwitchPlan, SwitchStep} from '../handover/router-owner.js';
import type {Situation} from '../handover/situation.js';
import {beginHandover, stepHandover} from '../handover/step-handover.js';
import type {Milliseconds} from '../intervals.js';
import type {ObserverEvent} from '../observer/observer-event.js';
import type {Hold} from '../truth/hold.js';
import type {DemoPart} from './demo-part.js';
import {type DemoRouters, type DemoWorld, demoWanted} from './demo-routers.js';
import {demoDaemon, demoPeer, demoUnits} from './demo-site.js';

/** How often it is looked whether to stop early. */
const looking: Milliseconds = 100;

/** Moves the made-up virtual routers, as it is done on a machine: with the same plans, and the same steps. */
export class DemoOwner implements RouterOwner {
  readonly name = demoDaemon;
  readonly #planned = new WeakMap<SwitchPlan, PlannedSwitch>();

  constructor(
    private readonly world: DemoWorld,
    private readonly routers: DemoRouters,
  ) {}

  knows(target: string): boolean {
    return demoWanted.some(({name, syncGroup}) => name === target || syncGroup === target);
  }

  async planSwitch(request: Parameters<RouterOwner['planSwitch']>[0]): Promise<SwitchPlan> {
    return this.#remember(planSwitch(this.#situation(), request));
  }

  async planRelease(target: string): Promise<SwitchPlan> {
    const held = this.routers.pair.parts.filter(({value}) => value !== 0);
    const recorded = held.map(({unit: {file}}) => ({path: file.path, undo: 0}));
    return this.#remember(planRelease(this.#situation(), target, recorded));
  }

  async holds(): Promise<readonly Hold[]> {
    return this.routers.holds;
  }

  carryOut(plan: SwitchPlan, onStep: (step: SwitchStep) => void, isInterrupted: () => boolean): Promise<SwitchOutcome> {
    const planned = this.#planned.get(plan);
    if (!planned?.change) return Promise.resolve(refused(plan));
    return new Promise(resolve => this.#handOver(planned, onStep, isInterrupted, resolve));
  }

  #handOver(
    {plan, change, settings}: PlannedSwitch,
    onStep: (step: SwitchStep) => void,
    isInterrupted: () => boolean,
    resolve: (outcome: SwitchOutcome) => void,
  ): void {
    const steps: SwitchStep[] = [];
    let hold: Hold | undefined;
    let unsubscribe = (): void => {};
    const write = (value: number): void => {
      if (change?.type !== 'file') return;
      hold = plan.isRelease || value === change.undo || !change.hold ? undefined : this.#holdOf(plan, value);
      this.#record(plan, hold);
      this.routers.act((pair, now) => {
        const part = pair.parts.find(({unit}) => unit.file.path === change.file.path);
        if (part) pair.write(part, value, now);
      });
    };
    const perform = (effect: HandoverEffect): void => {
      switch (effect.type) {
        case 'make-change':
        case 'undo-change':
          if (change?.type === 'file') write(effect.type === 'make-change' ? change.value : change.undo);
          return;
        case 'tell':
          steps.push(effect.step);
          return onStep(effect.step);
        case 'finish':
          unsubscribe();
          return resolve({result: effect.result, words: effect.words, steps, gap: effect.gap, hold});
      }
    };
    let [handover, effects] = beginHandover(settings, this.routers.advance());
    const take = (event: HandoverEvent, now: Milliseconds): void => {
      [handover, effects] = stepHandover(settings, handover, event, now);
      for (const effect of effects) perform(effect);
    };
    unsubscribe = this.routers.subscribe((event, now) => {
      for (const each of this.#handoverEvents(
        settings.members.map(({identity}) => identity.name),
        event,
      ))
        take(each, now);
    });
    const look = (): void => {
      if (handover.stage === 'over') return;
      const now = this.routers.advance();
      if (isInterrupted()) take({type: 'interrupted'}, now);
      take({type: 'clock'}, now);
      this.world.after(looking, look);
    };
    for (const effect of effects) perform(effect);
    this.world.after(looking, look);
  }

  /** What an event of the network means for those that move. */
  #handoverEvents(names: readonly (string | undefined)[], event: ObserverEvent): readonly HandoverEvent[] {
    return demoUnits
      .flatMap(({routers}) => routers)
      .flatMap(({wanted, interface: index}): HandoverEvent[] => {
        const member = names.indexOf(wanted.name);
        if (member < 0) return [];
        if (event.type === 'advertisement') {
          const {virtualRouter, priority} = event.advertisement;
          const isIt = virtualRouter === wanted.virtualRouter && event.interface === index;
          return isIt ? [{type: 'heard', member, source: event.source, priority}] : [];
        }
        if (event.type === 'network') {
          const total = wanted.addresses.length;
          const part = this.#partOf(wanted.name);
          return [{type: 'addresses', member, present: part?.own === 'master' ? total : 0, total}];
        }
        if (event.type !== 'claim') return [];
        const text = formatAddress(event.address);
        const isIt = wanted.addresses.some(({address}) => formatAddress(address) === text);
        return isIt ? [{type: 'announced', member, words: `${demoPeer} announces ${text}`}] : [];
      });
  }

  #partOf(name: string): DemoPart | undefined {
    return this.routers.pair.parts.find(({unit}) => unit.routers.some(({wanted}) => wanted.name === name));
  }

  #situation(): Situation {
    const {instances, findings} = this.routers.read();
    const {parts} = this.routers.pair;
    return {
      manager: demoDaemon,
      isRunning: true,
      instances: demoWanted.map(wanted => ({
        wanted,
        view: instances.find(({identity}) => identity.name === wanted.name),
        preemptDelay: 0,
      })),
      files: parts.map(({unit: {file, routers}, value}) => ({
        ...file,
        instances: routers.map(({wanted}) => wanted.name),
        value,
        problem: undefined,
      })),
      findings,
      evidence: parts.flatMap(evidenceOf),
      objections: [],
      canSchedule: true,
      stopping: undefined,
    };
  }

  #holdOf({request, instances}: SwitchPlan, value: number): Hold {
    const {target, to: as, owner, reason, hold} = request;
    const path = this.#partOf(instances[0]?.name ?? '')?.unit.file.path;
    const since = this.routers.advance();
    return {
      target,
      as,
      instances: instances.flatMap(({name}) => (name === undefined ? [] : [name])),
      since,
      owner,
      reason,
      expires: hold === undefined ? undefined : since + hold,
      endedBy: hold === undefined ? 'nobody' : 'systemd',
      how: `${path} is ${value}`,
    };
  }

  #record({instances}: SwitchPlan, hold: Hold | undefined): void {
    const names = instances.map(({name}) => name);
    const others = this.routers.holds.filter(each => !each.instances.some(name => names.includes(name)));
    this.routers.holds = hold ? [...others, hold] : others;
  }

  #remember(planned: PlannedSwitch): SwitchPlan {
    this.#planned.set(planned.plan, planned);
    return planned.plan;
  }
}

/** The other director, asked over ssh. */
function evidenceOf({unit, peer}: DemoPart): readonly StandbyEvidence[] {
  if (peer === 'away') return [];
  return unit.routers.map(({wanted: {name, interface: link, family, virtualRouter}}) => ({
    instance: {name, interface: link, family, virtualRouter},
    source: 'peer',
    isHealth: true,
    words: `${demoPeer} says that it is ${peer} of ${name}, with priority ${unit.peerPriority}`,
  }));
}

function refused({objections}: SwitchPlan): SwitchOutcome {
  const words = `nothing was changed: ${objections.map(each => each.words).join('; ')}`;
  return {result: 'put-back', words, steps: [], gap: undefined, hold: undefined};
}
