import type {Milliseconds} from '../intervals.js';
import type {Circumstances, Router, RouterEffect, RouterEvent, Rules} from './router.js';
import {routerDeadline, stepRouter} from './step-router.js';

/** What makes a virtual router of this host. */
export interface RouterSetting {
  readonly name: string;
  readonly rules: Rules;
  /** Its own; what keeps one member of a sync group from working keeps all. */
  readonly circumstances: Circumstances;
  /** Its sync group: all of them are master, or none. */
  readonly group: string | undefined;
}

export interface Member extends RouterSetting {
  /** With what comes of the others in its sync group. */
  readonly effective: Circumstances;
  readonly router: Router;
}

/** All virtual routers of this host. */
export interface Routers {
  readonly members: ReadonlyMap<string, Member>;
  /**
   * The names of the members of each sync group.
   * NB: one member's priority above the other host's, and another's below, never comes to rest: each host that becomes
   * master with all is outranked in one, and leaves all. So it is with keepalived, and with equal priorities where the
   * greater addresses are not all on one host. Configurations are to give all members of a group one priority.
   */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

export type RoutersEvent =
  | (Exclude<RouterEvent, {readonly type: 'circumstances'}> & {readonly router: string})
  | {readonly type: 'circumstances'; readonly router: string; readonly circumstances: Circumstances}
  /** For all of them. */
  | {readonly type: 'clock' | 'stalled'; readonly router?: undefined};

/** What is to be done, and for which virtual router. */
export type RoutersEffect = RouterEffect & {readonly router: string};

export type RoutersStep = readonly [routers: Routers, effects: readonly RoutersEffect[]];

/**
 * Virtual routers as they are set: those that were there go on as they are, new ones have not been started.
 * NB: those that are to go have their shutdown before; those that stay in another sync group than before are told
 * their circumstances next, by the event, even if these are the same; and so are those whose circumstances are others.
 */
export function setRouters(settings: readonly RouterSetting[], before?: Routers): Routers {
  const groups = new Map<string, string[]>();
  for (const {name, group} of settings)
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), name]);
  const members = new Map<string, Member>();
  for (const setting of settings)
    members.set(setting.name, {...setting, effective: setting.circumstances, router: {state: 'initialize'}});
  for (const company of groups.values()) share(members, company);
  for (const [name, member] of members) {
    const known = before?.members.get(name);
    if (known) members.set(name, {...member, effective: known.effective, router: known.router});
  }
  return {members, groups};
}

/** What an event changes. @param now not before the last event's */
export function stepRouters(routers: Routers, event: RoutersEvent, now: Milliseconds): RoutersStep {
  const change = new RoutersChange(routers, now);
  switch (event.type) {
    case 'clock':
      change.wake();
      break;
    case 'stalled':
      for (const name of routers.members.keys()) change.step(name, {type: 'stalled'});
      break;
    case 'circumstances':
      change.adapt(event.router, event.circumstances);
      break;
    case 'startup':
      change.start(event.router);
      break;
    case 'expect':
    case 'hand-over':
      for (const name of change.company(event.router)) change.step(name, event);
      break;
    case 'shutdown':
    case 'advertisement':
    case 'take-over':
    case 'give-up':
      change.step(event.router, event);
      break;
  }
  return [change.routers, change.effects];
}

/** When the next event of the clock is due; infinity for never. */
export function routersDeadline({members, groups}: Routers): Milliseconds {
  let first = Number.POSITIVE_INFINITY;
  for (const {router, effective, group} of members.values())
    if (group === undefined || router.state === 'master') first = Math.min(first, routerDeadline(effective, router));
  for (const company of groups.values()) first = Math.min(first, takeoverOf(members, company));
  return first;
}

/** When all members of a sync group that are not master would take over (keepalived's vrrp_sync_can_goto_master()). */
function takeoverOf(members: ReadonlyMap<string, Member>, company: readonly string[]): Milliseconds {
  let last = Number.NEGATIVE_INFINITY;
  for (const name of company) {
    const {router, effective} = memberOf(members, name);
    if (router.state !== 'master') last = Math.max(last, routerDeadline(effective, router));
  }
  return last === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : last;
}

/** In a sync group everybody's faults are everybody's, and so is what an operator wants. */
function share(members: Map<string, Member>, company: readonly string[]): void {
  const all = company.map(name => memberOf(members, name));
  const hold = all.find(({circumstances}) => circumstances.hold !== undefined)?.circumstances.hold;
  for (const member of all) {
    const own = member.circumstances.faults;
    const others = all.flatMap(({name, circumstances}) =>
      circumstances.faults.filter(words => !own.includes(words)).map(words => `${name}: ${words}`),
    );
    const faults = [...own, ...others];
    members.set(member.name, {...member, effective: {...member.circumstances, faults, hold}});
  }
}

/** One event, and all that follows from it in the sync group. */
class RoutersChange {
  readonly #members: Map<string, Member>;
  readonly #groups: Routers['groups'];
  readonly effects: RoutersEffect[] = [];

  constructor(
    {members, groups}: Routers,
    private readonly now: Milliseconds,
  ) {
    this.#members = new Map(members);
    this.#groups = groups;
  }

  get routers(): Routers {
    return {members: this.#members, groups: this.#groups};
  }

  /** Those that are master or not together with this one, itself among them. */
  company(name: string): readonly string[] {
    const {group} = memberOf(this.#members, name);
    return group === undefined ? [name] : (this.#groups.get(group) ?? [name]);
  }

  /** The others of its sync group do as it does. */
  step(name: string, event: RouterEvent): void {
    const was = this.#stateOf(name);
    this.#stepAlone(name, event);
    const is = this.#stateOf(name);
    if (was !== 'master' && is === 'master') this.#follow(name, 'take-over');
    if (was === 'master' && is !== 'master' && is !== 'initialize') this.#follow(name, 'give-up');
  }

  start(name: string): void {
    this.adapt(name, memberOf(this.#members, name).circumstances); // the others of its sync group hear of its faults
    this.step(name, {type: 'startup'});
    this.#join(name);
  }

  adapt(name: string, circumstances: Circumstances): void {
    const company = this.company(name);
    const before = company.map(one => memberOf(this.#members, one).effective);
    this.#members.set(name, {...memberOf(this.#members, name), circumstances, effective: circumstances});
    if (company.length > 1) share(this.#members, company);
    for (const [i, one] of company.entries())
      this.#stepAlone(one, {type: 'circumstances', before: before[i] as Circumstances});
    this.#join(name);
  }

  /** Of a sync group, backups take over when all of them would. */
  wake(): void {
    for (const [name, {router, effective, group}] of this.#members) {
      if (this.now < routerDeadline(effective, router)) continue;
      const isAlone = group === undefined || router.state === 'master';
      if (isAlone || this.now >= takeoverOf(this.#members, this.company(name))) this.step(name, {type: 'clock'});
    }
  }

  /** Where one of a sync group is master, all are. */
  #join(name: string): void {
    if (this.company(name).some(one => this.#stateOf(one) === 'master')) this.#follow(name, 'take-over');
  }

  #follow(name: string, type: 'take-over' | 'give-up'): void {
    for (const one of this.company(name))
      if ((this.#stateOf(one) === 'master') !== (type === 'take-over')) this.#stepAlone(one, {type});
  }

  #stateOf(name: string): Router['state'] {
    return memberOf(this.#members, name).router.state;
  }

  #stepAlone(name: string, event: RouterEvent): void {
    const member = memberOf(this.#members, name);
    const [router, effects] = stepRouter(member.rules, member.effective, member.router, event, this.now);
    if (router !== member.router) this.#members.set(name, {...member, router});
    for (const effect of effects) this.effects.push({...effect, router: name});
  }
}

function memberOf(members: ReadonlyMap<string, Member>, name: string): Member {
  const member = members.get(name);
  if (!member) throw new Error(`there is no virtual router ${name}`);
  return member;
}
