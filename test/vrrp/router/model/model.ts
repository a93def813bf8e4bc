import assert from 'node:assert/strict';
import type {Milliseconds} from '../../../../src/vrrp/intervals.js';
import {type Chance, chance} from '../../../parity/seed.js';
import {ModelHost} from './model-host.js';
import {addressOf, planSite, type Site, type Unit} from './plan-site.js';
import {type Letter, Post} from './post.js';

/** What the network and the drivers do to what they carry. */
export interface Weather {
  readonly loss: number;
  readonly duplication: number;
  /** 1..this, each letter another: they overtake each other. Undefined: all take the same time. */
  readonly mostDelay: Milliseconds | undefined;
  /** A driver's timer is up to this late. */
  readonly lateness: Milliseconds;
}

export const calm: Weather = {loss: 0, duplication: 0, mostDelay: undefined, lateness: 0};

/** Hosts on segments in virtual time, all of it decided by the seed. */
export class Model {
  readonly dice: Chance;
  readonly site: Site;
  readonly hosts: readonly ModelHost[];
  now: Milliseconds = 0;
  weather = calm;
  /** Of each segment, the part each host is on. */
  readonly parts: number[][];
  readonly #post = new Post();
  readonly #backlogs = new Map<number, Letter[]>();
  readonly #noticed = new Set<ModelHost>();
  readonly #wakeAt: Milliseconds[];
  readonly #groups: readonly Unit[];
  readonly latency: Milliseconds;
  events = 0;

  constructor(
    seed: number,
    readonly trace: (words: string) => void,
  ) {
    this.dice = chance(seed);
    this.site = planSite(this.dice);
    this.hosts = this.site.hosts.map(
      plan =>
        new ModelHost(
          this.site,
          plan,
          (router, priority, interval) =>
            this.#broadcast(plan.index, router, {type: 'advertisement', priority, interval}),
          trace,
        ),
    );
    this.parts = Array.from({length: this.site.segments}, () => this.hosts.map(() => 0));
    this.#wakeAt = this.hosts.map(() => Number.POSITIVE_INFINITY);
    this.#groups = this.site.units.filter(({routers}) => routers.length > 1);
    this.latency = this.dice.below(4) * (this.site.shortest / 16);
  }

  get transitions(): number {
    return this.hosts.reduce((sum, host) => sum + host.transitions, 0);
  }

  /** Lets the time pass. @param changed after every event that changed the state of a virtual router, and at first */
  run(until: Milliseconds, changed?: () => void): void {
    let before = -1;
    for (;;) {
      if (changed && this.transitions !== before) {
        before = this.transitions;
        changed();
      }
      const host = this.#wakeAt.indexOf(Math.min(...this.#wakeAt));
      const wakeAt = this.#wakeAt[host]!;
      const at = Math.min(wakeAt, this.#post.next);
      if (at > until) break;
      this.now = Math.max(this.now, at);
      assert.ok(this.events < 1_000_000, 'it goes on and on');
      if (this.#post.next <= wakeAt) this.#deliver(this.#post.take());
      else this.#wake(this.hosts[host]!);
    }
    this.now = until;
  }

  /** Something happens to a host, all at once. */
  act(host: ModelHost, action: () => void): void {
    const before = host.steps;
    action();
    this.events += host.steps - before;
    host.check(this.#groups);
    const late = this.weather.lateness > 0 ? this.dice.below(this.weather.lateness + 1) : 0;
    this.#wakeAt[host.plan.index] = Math.max(host.deadline(), this.now) + late;
  }

  ask(from: ModelHost, to: ModelHost, router: string): void {
    this.#send({from: from.plan.index, to: to.plan.index, router, content: {type: 'ask'}});
  }

  /** @param isNoticed whether it knows, when it runs again; else it reads all that came meanwhile */
  stall(host: ModelHost, time: Milliseconds, isNoticed: boolean): void {
    this.act(host, () => {
      host.stalledUntil = this.now + time;
      this.#backlogs.set(host.plan.index, []);
      if (isNoticed) this.#noticed.add(host);
    });
  }

  #wake(host: ModelHost): void {
    this.act(host, () => {
      if (host.stalledUntil !== undefined) {
        host.stalledUntil = undefined;
        if (this.#noticed.delete(host)) host.step({type: 'stalled'}, this.now);
        else for (const letter of this.#backlogs.get(host.plan.index) ?? []) this.#read(host, letter);
      }
      host.step({type: 'clock'}, this.now);
    });
  }

  #deliver(letter: Letter): void {
    const host = this.hosts[letter.to]!;
    if (host.isRunning) this.act(host, () => this.#read(host, letter));
    else if (host.routers) this.#backlogs.get(letter.to)?.push(letter);
  }

  #read(host: ModelHost, {from, router, content}: Letter): void {
    const source = addressOf(from, this.#segmentOf(router));
    this.trace(
      `${this.now} host ${host.plan.index} ${router} gets ${content.type} from ${from} ${'priority' in content ? content.priority : ''}`,
    );
    switch (content.type) {
      case 'advertisement':
        host.step({...content, router, source}, this.now);
        break;
      case 'ask':
        host.step(
          {type: 'expect', router, from: source, until: this.now + host.plan.ahead + this.site.longest},
          this.now,
        );
        this.#send({from: host.plan.index, to: from, router, content: {type: 'agree'}});
        break;
      case 'agree':
        if (host.isMaster(router)) host.step({type: 'hand-over', router, to: source}, this.now);
        break;
    }
  }

  #broadcast(from: number, router: string, content: Letter['content']): void {
    for (const {plan} of this.hosts)
      if (plan.index !== from || this.site.hasEcho) this.#send({from, to: plan.index, router, content});
  }

  #send(letter: Omit<Letter, 'at'>): void {
    const parts = this.parts[this.#segmentOf(letter.router)]!;
    if (parts[letter.from] !== parts[letter.to]) return;
    const {loss, duplication, mostDelay} = this.weather;
    if (loss > 0 && this.dice.happens(loss)) return;
    for (let copies = duplication > 0 && this.dice.happens(duplication) ? 2 : 1; copies > 0; copies--) {
      const delay = mostDelay === undefined ? this.latency : this.dice.below(mostDelay * 16) / 16;
      this.#post.send({...letter, at: this.now + delay});
    }
  }

  #segmentOf(router: string): number {
    return this.site.virtualRouters.find(({name}) => name === router)!.segment;
  }
}
