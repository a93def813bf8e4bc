import {isSameAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {Circumstances, HeardMaster, Router, RouterEffect} from '../router/router.js';
import {
  type Member,
  type Routers,
  type RouterSetting,
  type RoutersEffect,
  type RoutersEvent,
  routersDeadline,
  setRouters,
  stepRouters,
} from '../router/routers.js';
import type {LocalRouter} from './local-router.js';
import type {SpeakerReport} from './speaker-report.js';

/** What carries out the effects of virtual routers. */
export interface CrewWorld {
  clock(): Milliseconds;
  report(report: SpeakerReport): void;
  /** A backup hears another master than before, or another priority. */
  onHeard(): void;
  onEntered(router: LocalRouter, before: Router['state']): void;
  /** @param delay how much later than it should */
  advertise(router: LocalRouter, priority: number, delay: Milliseconds): void;
  addAddresses(router: LocalRouter): void;
  removeAddresses(router: LocalRouter, farewell: number | undefined): void;
  announce(router: LocalRouter, why: Extract<RouterEffect, {type: 'announce-addresses'}>['why']): void;
}

/** The virtual routers of this host at work: takes events one by one, and has their effects carried out in order. */
export class Crew {
  /** By their names. */
  readonly locals = new Map<string, LocalRouter>();
  #routers: Routers = setRouters([]);
  readonly #events: RoutersEvent[] = [];
  #isStepping = false;
  #now = Number.NEGATIVE_INFINITY;
  /** What was told last of each sync group. */
  readonly #groupStates = new Map<string, Router['state']>();

  constructor(private readonly world: CrewWorld) {}

  get deadline(): Milliseconds {
    return routersDeadline(this.#routers);
  }

  member(router: LocalRouter): Member | undefined {
    return this.#routers.members.get(router.name);
  }

  /** All members of its sync group, itself among them. */
  company(router: LocalRouter): readonly LocalRouter[] {
    const {group} = router;
    return group ? group.members.flatMap(name => this.locals.get(name) ?? []) : [router];
  }

  /** Others than before; those that are to go have been shut down. */
  set(settings: readonly RouterSetting[]): void {
    this.#routers = setRouters(settings, this.#routers);
    for (const group of this.#groupStates.keys()) if (!this.#routers.groups.has(group)) this.#groupStates.delete(group);
  }

  /** What is told meanwhile is done afterwards. @param time a clock that ended early counts as this */
  feed(event: RoutersEvent, time = Number.NEGATIVE_INFINITY): void {
    this.#now = Math.max(this.#now, this.world.clock(), time);
    this.#events.push(event);
    if (this.#isStepping) return;
    this.#isStepping = true;
    try {
      for (let next = this.#events.shift(); next; next = this.#events.shift()) this.#step(next);
    } finally {
      this.#isStepping = false;
    }
  }

  /** @param isForced where its sync group is another, its members have to come together */
  adapt(router: LocalRouter, circumstances: Circumstances, isForced = false): void {
    const before = this.member(router)?.circumstances;
    if (!before || (!isForced && isSame(before, circumstances))) return;
    this.feed({type: 'circumstances', router: router.name, circumstances});
    if (before.priority !== circumstances.priority)
      this.world.report({type: 'priority', at: this.#now, router: router.name, priority: circumstances.priority});
  }

  #step(event: RoutersEvent): void {
    if (event.router !== undefined && !this.#routers.members.has(event.router)) return; // it has gone since
    const before = this.#routers;
    const [routers, effects] = stepRouters(before, event, this.#now);
    this.#routers = routers;
    for (const effect of effects) this.#perform(effect, before);
    if (event.type === 'advertisement') this.#tellHeard(event, before);
    if (effects.some(({type}) => type === 'entered')) this.#tellGroups();
  }

  #perform(effect: RoutersEffect, before: Routers): void {
    const local = this.locals.get(effect.router);
    if (!local) return;
    switch (effect.type) {
      case 'entered':
        this.#enter(local, effect);
        break;
      case 'send-advertisement': {
        const router = before.members.get(effect.router)?.router;
        const delay = router?.state === 'master' ? this.world.clock() - router.advertiseAt : 0;
        this.world.advertise(local, effect.priority, Math.max(0, delay));
        break;
      }
      case 'add-addresses':
        this.world.addAddresses(local);
        break;
      case 'remove-addresses':
        this.world.removeAddresses(local, effect.farewell);
        break;
      case 'announce-addresses':
        if (effect.why === 'rival-gone') this.world.onHeard(); // it is none any more
        this.world.announce(local, effect.why);
    }
  }

  #enter(local: LocalRouter, {state, cause}: Extract<RouterEffect, {type: 'entered'}>): void {
    const before = local.state;
    local.state = state;
    local.since = this.#now;
    local.cause = cause;
    const priority = this.member(local)?.effective.priority ?? 0;
    this.world.report({type: 'entered', at: this.#now, router: local.name, state, cause, priority});
    this.world.onEntered(local, before);
  }

  #tellHeard({router: name, source, priority}: Extract<RoutersEvent, {type: 'advertisement'}>, before: Routers): void {
    const [was, is] = [before, this.#routers].map(({members}) => members.get(name)?.router);
    const rivalIn = (router: Router | undefined) =>
      router?.state === 'master' ? router.rivals.find(one => isSameAddress(one.source, source)) : undefined;
    const [known, rival] = [rivalIn(was), rivalIn(is)];
    if (rival && !known) this.world.report({type: 'rival', at: this.#now, router: name, source, priority});
    const isOtherRival = rival?.isRepeated !== known?.isRepeated;
    if (isOtherRival || !isSameMaster(heardOf(was), heardOf(is))) this.world.onHeard();
  }

  #tellGroups(): void {
    for (const [group, names] of this.#routers.groups) {
      const states = new Set(names.map(name => this.#routers.members.get(name)?.router.state));
      const [state] = states;
      if (states.size !== 1 || !state || this.#groupStates.get(group) === state) continue;
      this.#groupStates.set(group, state);
      this.world.report({type: 'group-entered', at: this.#now, group, state});
    }
  }
}

function isSame(a: Circumstances, b: Circumstances): boolean {
  const isSameSource = a.address && b.address ? isSameAddress(a.address, b.address) : a.address === b.address;
  return (
    isSameSource &&
    a.priority === b.priority &&
    a.hold === b.hold &&
    a.faults.length === b.faults.length &&
    a.faults.every((words, i) => words === b.faults[i])
  );
}

function heardOf(router: Router | undefined): HeardMaster | undefined {
  return router?.state === 'backup' ? router.master : undefined;
}

function isSameMaster(a: HeardMaster | undefined, b: HeardMaster | undefined): boolean {
  return a?.priority === b?.priority && (!a || !b || isSameAddress(a.source, b.source));
}
