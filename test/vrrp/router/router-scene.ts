import assert from 'node:assert/strict';
import {type Address, formatAddress, parseAddress} from '../../../src/net/address.js';
import {causeWords} from '../../../src/vrrp/router/cause.js';
import type {Circumstances} from '../../../src/vrrp/router/router.js';
import {
  type Member,
  type RouterSetting,
  type Routers,
  type RoutersEffect,
  routersDeadline,
  type RoutersEvent,
  setRouters,
  stepRouters,
} from '../../../src/vrrp/router/routers.js';

/** The virtual routers of a host in a transcript: it takes lines, keeps time, and answers what is done. */
export class RouterScene {
  #settings: RouterSetting[] = [];
  #routers: Routers | undefined;
  #now = 0;

  /**
   * Lines with a time are what happens, the clock being told whenever it is due; `late` before a verb: it was not.
   * Lines without a time say what routers there are; anew in a later block: the configuration is read again.
   */
  run(lines: readonly string[]): string[] {
    const set = lines.filter(line => line.startsWith('router '));
    if (set.length > 0) this.#set(set.map(line => line.split(' ').slice(1)));
    const answers: string[] = [];
    for (const {at, words} of lines.filter(line => !set.includes(line)).flatMap(timesOf)) {
      const [verb, ...rest] = words as [string, ...string[]];
      if (verb === 'late') answers.push(...this.#perform(at, rest));
      else answers.push(...this.#clockUntil(at), ...this.#perform(at, words));
    }
    return [...answers, ...this.#states()];
  }

  /** What a driver does with its timer. */
  #clockUntil(at: number): string[] {
    const lines: string[] = [];
    for (let due = this.#deadline(); due <= at; due = this.#deadline()) {
      lines.push(...this.#step({type: 'clock'}, due));
      assert.ok(this.#deadline() > due, 'the deadline has passed, and stays');
    }
    return lines;
  }

  #deadline(): number {
    return this.#routers ? routersDeadline(this.#routers) : Number.POSITIVE_INFINITY;
  }

  #perform(at: number, words: readonly string[]): string[] {
    const named = this.#settings.find(({name}) => name === words[0])?.name;
    const [verb, ...rest] = (named === undefined ? words : words.slice(1)) as [string, ...string[]];
    if (verb === 'clock' || verb === 'stalled') return this.#step({type: verb}, at);
    if (verb === 'nothing') return [];
    const routers = named === undefined ? this.#settings.map(({name}) => name) : [named];
    return routers.flatMap(router => this.#step(this.#eventOf(router, verb, rest), at));
  }

  #eventOf(router: string, verb: string, [first = '', ...rest]: readonly string[]): RoutersEvent {
    const changed = (circumstances: Partial<Circumstances>): RoutersEvent => ({
      type: 'circumstances',
      router,
      circumstances: {...this.#member(router).circumstances, ...circumstances},
    });
    switch (verb) {
      case 'startup':
      case 'shutdown':
        return {type: verb, router};
      case 'hear': {
        const {priority, interval} = options(rest);
        const usual = this.#member(router).rules.interval;
        return {
          type: 'advertisement',
          router,
          source: address(first),
          priority: Number(priority),
          interval: Number(interval ?? usual),
        };
      }
      case 'expect':
        return {type: 'expect', router, from: address(first), until: Number(options(rest).until)};
      case 'hand-over':
        return {type: 'hand-over', router, to: address(first)};
      case 'priority':
        return changed({priority: Number(first)});
      case 'fault':
        return changed({faults: [[first, ...rest].join(' ')]});
      case 'recover':
        return changed({faults: []});
      case 'hold':
        return changed({hold: first as 'master' | 'backup'});
      case 'release':
        return changed({hold: undefined});
      default:
        throw new Error(`a transcript does not know ${verb}`);
    }
  }

  #step(event: RoutersEvent, at: number): string[] {
    assert.ok(this.#routers && at >= this.#now, `${at} is before ${this.#now}`);
    this.#now = at;
    const [routers, effects] = stepRouters(this.#routers, event, at);
    this.#routers = routers;
    return effects.map(effect => `${at} ${effect.router} ${describeEffect(effect)}`);
  }

  #set(lines: readonly (readonly string[])[]): void {
    this.#settings = lines.map(([name, ...words]) => settingOf(name as string, options(words)));
    this.#routers = setRouters(this.#settings, this.#routers);
  }

  #states(): string[] {
    if (!this.#routers) return [];
    const deadline = this.#deadline();
    const due = deadline === Number.POSITIVE_INFINITY ? 'never' : deadline;
    return [...[...this.#routers.members.values()].map(describeMember), `deadline ${due}`];
  }

  #member(name: string): Member {
    const member = this.#routers?.members.get(name);
    assert.ok(member, name);
    return member;
  }
}

function timesOf(line: string): readonly {readonly at: number; readonly words: readonly string[]}[] {
  const match = /^([\d.]+?)(?:\.\.([\d.]+)\/([\d.]+))? (.*)$/.exec(line);
  assert.ok(match, line);
  const words = (match[4] as string).split(' ');
  const times: {at: number; words: readonly string[]}[] = [];
  for (let at = Number(match[1]); at <= Number(match[2] ?? match[1]); at += Number(match[3] ?? 1))
    times.push({at, words});
  return times;
}

function settingOf(name: string, given: Readonly<Record<string, string>>): RouterSetting {
  const number = (key: string, usual: number) => Number(given[key] ?? usual);
  return {
    name,
    group: given.group,
    rules: {
      version: given.version === '2' ? 2 : 3,
      interval: number('interval', 1000),
      silentIntervals: number('silent', 3),
      preempts: given.preempt !== 'no',
      preemptDelay: number('delay', 0),
      answersLower: given.answers !== 'no',
      announcing: {again: number('again', 0), refresh: number('refresh', 0), rival: number('rival', 5000)},
    },
    circumstances: {
      address: address(given.address ?? '10.0.0.1'),
      priority: number('priority', 100),
      faults: given.fault === undefined ? [] : [given.fault],
      hold: undefined,
    },
  };
}

function describeMember({name, router, effective}: Member): string {
  const held = effective.hold ? ` held=${effective.hold}` : '';
  switch (router.state) {
    case 'initialize':
    case 'fault':
      return `${name} ${router.state}${held}`;
    case 'backup': {
      const {master, masterDownAt, masterInterval, preemptAt, expects} = router;
      const heard = master ? ` master=${formatAddress(master.source)}/${master.priority}` : '';
      const preempting = preemptAt === undefined ? '' : ` preempt-at=${preemptAt}`;
      const expecting = expects ? ` expects=${formatAddress(expects.from)}` : '';
      return `${name} backup until=${masterDownAt} interval=${masterInterval}${heard}${preempting}${expecting}${held}`;
    }
    case 'master': {
      const rivals = router.rivals.map(({source, until}) => ` rival=${formatAddress(source)}/${until}`).join('');
      return `${name} master until=${router.advertiseAt}${rivals}${held}`;
    }
  }
}

function describeEffect(effect: RoutersEffect): string {
  switch (effect.type) {
    case 'entered':
      return `is ${effect.state}: ${causeWords(effect.cause)}`;
    case 'send-advertisement':
      return `send-advertisement priority=${effect.priority}`;
    case 'add-addresses':
      return effect.type;
    case 'remove-addresses':
      return effect.farewell === undefined ? effect.type : `${effect.type} farewell=${effect.farewell}`;
    case 'announce-addresses':
      return `${effect.type} ${effect.why}`;
  }
}

function options(words: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(words.map(word => word.split('=') as [string, string]));
}

function address(text: string): Address {
  const found = parseAddress(text);
  assert.ok(found, text);
  return found;
}
