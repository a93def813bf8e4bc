import assert from 'node:assert/strict';
import type {Milliseconds} from '../../../../src/vrrp/intervals.js';
import {
  type Member,
  type RouterSetting,
  type Routers,
  type RoutersEffect,
  routersDeadline,
  type RoutersEvent,
  setRouters,
  stepRouters,
} from '../../../../src/vrrp/router/routers.js';
import type {Circumstances} from '../../../../src/vrrp/router/router.js';
import {addressOf, type HostPlan, type Site, type Unit} from './plan-site.js';

export type Say = (router: string, priority: number, interval: Milliseconds) => void;

/** A host's virtual routers with what a driver does: effects in their order, and all that must hold after each step. */
export class ModelHost {
  routers: Routers | undefined;
  /** Until then it does not run. */
  stalledUntil: Milliseconds | undefined;
  readonly circumstances = new Map<string, Circumstances>();
  steps = 0;
  /** Of all virtual routers, how often one entered another state. */
  transitions = 0;
  readonly #addresses = new Set<string>();
  readonly #said = new Map<string, Milliseconds>();

  constructor(
    private readonly site: Site,
    readonly plan: HostPlan,
    private readonly say: Say,
    private readonly trace: (words: string) => void,
  ) {
    for (const {name, segment} of site.virtualRouters)
      this.circumstances.set(name, {
        address: addressOf(plan.index, segment),
        priority: plan.priorities.get(name) as number,
        faults: [],
        hold: undefined,
      });
  }

  get isRunning(): boolean {
    return this.routers !== undefined && this.stalledUntil === undefined;
  }

  start(at: Milliseconds): void {
    this.routers ??= setRouters(this.#settings());
    for (const {name} of this.site.virtualRouters) this.step({type: 'startup', router: name}, at);
  }

  /** Its addresses go with it. */
  crash(): void {
    this.routers = undefined;
    this.stalledUntil = undefined;
    this.#addresses.clear();
  }

  /** As a reload does: what is set may have changed, and each is told. */
  reload(at: Milliseconds): void {
    this.routers = setRouters(this.#settings(), this.routers);
    for (const [router, circumstances] of this.circumstances)
      this.step({type: 'circumstances', router, circumstances}, at);
  }

  deadline(): Milliseconds {
    if (this.stalledUntil !== undefined) return this.stalledUntil;
    return this.routers ? routersDeadline(this.routers) - this.plan.ahead : Number.POSITIVE_INFINITY;
  }

  step(event: RoutersEvent, at: Milliseconds): void {
    assert.ok(this.routers);
    this.steps++;
    const [routers, effects] = stepRouters(this.routers, event, at + this.plan.ahead);
    this.routers = routers;
    for (const effect of effects) this.#carryOut(effect, at);
    if (event.type === 'clock') assert.ok(this.deadline() > at, 'the deadline has passed, and stays');
  }

  member(router: string): Member {
    return this.routers?.members.get(router) as Member;
  }

  isMaster(router: string): boolean {
    return this.routers !== undefined && this.member(router).router.state === 'master';
  }

  /** What holds between two events, whatever happens. */
  check(units: readonly Unit[]): void {
    if (!this.routers) return;
    for (const {router, name} of this.routers.members.values()) {
      assert.equal(this.#addresses.has(name), router.state === 'master', `${name} is ${router.state}: its addresses`);
      if (router.state === 'master') assert.ok(router.rivals.length <= 16, 'too many rivals');
    }
    for (const {routers} of units) {
      const [first, ...others] = routers.map(name => this.member(name).router.state) as [string, ...string[]];
      for (const other of others) assert.equal(other, first, `${routers.join(', ')} are one sync group`);
    }
  }

  #carryOut(effect: RoutersEffect, at: Milliseconds): void {
    const {router} = effect;
    this.trace(`${at} host ${this.plan.index} ${router} ${words(effect)}`);
    const {rules} = this.member(router);
    const has = this.#addresses.has(router);
    switch (effect.type) {
      case 'entered':
        this.transitions++;
        assert.ok(effect.cause.type !== 'fault' || effect.cause.faults.length > 0, 'a fault without a reason');
        break;
      case 'send-advertisement':
        assert.ok(effect.priority > 0, 'a master says no goodbye');
        this.#said.set(router, at);
        this.say(router, effect.priority, rules.interval);
        break;
      case 'add-addresses':
        assert.ok(!has, 'addresses are added twice');
        this.#addresses.add(router);
        assert.equal(this.#said.get(router), at, 'the advertisement comes first');
        break;
      case 'remove-addresses':
        assert.ok(has, 'there are no addresses to remove');
        this.#addresses.delete(router);
        if (effect.farewell !== undefined) this.say(router, effect.farewell, rules.interval);
        break;
      case 'announce-addresses':
        assert.ok(has, 'there are no addresses to announce');
        break;
    }
  }

  #settings(): RouterSetting[] {
    return this.site.virtualRouters.map(({name, group}) => ({
      name,
      group,
      rules: this.plan.rules.get(name)!,
      circumstances: this.circumstances.get(name)!,
    }));
  }
}

function words(effect: RoutersEffect): string {
  switch (effect.type) {
    case 'entered':
      return `${effect.state}: ${effect.cause.type}`;
    case 'send-advertisement':
      return `says ${effect.priority}`;
    case 'remove-addresses':
      return `removes, says ${effect.farewell ?? 'nothing'}`;
    case 'add-addresses':
      return 'adds';
    case 'announce-addresses':
      return `announces: ${effect.why}`;
  }
}
