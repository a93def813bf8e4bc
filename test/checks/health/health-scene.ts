import assert from 'node:assert/strict';
import type {Check} from '../../../src/checks/check.js';
import {checkKey} from '../../../src/checks/check-key.js';
import {Health} from '../../../src/checks/health/health.js';
import type {HealthEffect, HealthEvent} from '../../../src/checks/health/health-event.js';
import type {MemberSettings, PoolSettings} from '../../../src/checks/health/settings.js';
import type {MemberStanding} from '../../../src/checks/health/standing.js';
import type {Verdict} from '../../../src/checks/probe/verdict.js';
import {type CheckChoice, checkOf, memberOf, poolOf} from './settings.js';

/**
 * The health of servers in a transcript: it takes lines, keeps time, tries each check that is to be tried, and answers
 * what is done. A server answers as `answers NAME …` says, 10 ms later, or silence after 1 s; a host as `echo HOST …`.
 */
export class HealthScene {
  readonly #health = new Health();
  readonly #names = new Map<string, string>();
  readonly #answers = new Map<string, string>();
  readonly #echoes = new Map<string, string>();
  readonly #places = new Map<string, ReadonlyMap<string, string>>();
  #mail: {readonly at: number; readonly event: HealthEvent}[] = [];
  #now = 0;
  #pools: PoolSettings[] = [];
  #showsTries = false;

  run(lines: readonly string[]): string[] {
    const answers: string[] = [];
    const settings = lines.filter(line => /^(pool|member|show) /.test(line));
    if (settings.length > 0) this.#set(settings.map(line => line.split(' ')));
    for (const line of lines.filter(one => !settings.includes(one))) {
      const [time, ...words] = line.split(' ') as [string, ...string[]];
      answers.push(...this.#until(Number(time)), ...this.#perform(words));
    }
    return [...answers, ...this.#standings()];
  }

  #perform([verb, name = '', ...rest]: readonly string[]): string[] {
    switch (verb) {
      case 'configure': {
        const present = new Map<string, Set<string>>();
        for (const word of [name, ...rest].filter(one => one.startsWith('present='))) {
          for (const member of word.slice('present='.length).split(','))
            for (const pool of this.#pools) present.set(pool.name, (present.get(pool.name) ?? new Set()).add(member));
        }
        return this.#step({type: 'configure', pools: this.#pools, present, seed: 1});
      }
      case 'answers':
        this.#answers.set(name, rest.join(' '));
        return [];
      case 'echo':
        this.#echoes.set(name, rest[0]!);
        return [];
      case 'disable':
      case 'enable':
        return this.#step({type: verb, pool: name, member: rest[0]});
      case 'stopped': {
        // The process stands still until then: all that came meanwhile comes at once.
        this.#now = Number(name);
        return this.#step({type: 'clock'});
      }
      case 'nothing':
        return [];
      default:
        throw new Error(`a transcript does not know ${verb}`);
    }
  }

  /** What a driver does with its timer, and what comes from outside, in order. */
  #until(time: number): string[] {
    const lines: string[] = [];
    for (let steps = 0; ; steps++) {
      assert.ok(steps < 10_000, 'it goes on and on');
      const mailAt = this.#mail[0]?.at ?? Number.POSITIVE_INFINITY;
      const deadline = this.#health.deadline ?? Number.POSITIVE_INFINITY;
      const at = Math.min(mailAt, deadline);
      if (at > time) break;
      this.#now = Math.max(this.#now, at);
      lines.push(...this.#step(mailAt <= deadline ? this.#mail.shift()!.event : {type: 'clock'}));
    }
    this.#now = time;
    return lines;
  }

  #step(event: HealthEvent): string[] {
    const effects = this.#health.step(event, this.#now);
    return effects.flatMap(effect => this.#carryOut(effect)).map(line => `${Math.round(this.#now)} ${line}`);
  }

  #carryOut(effect: HealthEffect): string[] {
    switch (effect.type) {
      case 'try': {
        const name = this.#names.get(effect.check)!;
        const {verdict, after} = answerOf(this.#answers.get(name) ?? 'up');
        this.#post(this.#now + after, {type: 'verdict', check: effect.check, verdict});
        return this.#showsTries ? [`try ${name}`] : [];
      }
      case 'cancel':
        this.#mail = this.#mail.filter(({event}) => event.type !== 'verdict' || event.check !== effect.check);
        return [`cancel ${this.#names.get(effect.check)}`];
      case 'ask-host': {
        const answered = this.#echoes.get(effect.host) ?? 'answers';
        this.#post(this.#now + (answered === 'answers' ? 1 : answered === 'late' ? 5000 : 500), {
          type: 'host',
          host: effect.host,
          answered: answered !== 'silent',
        });
        return [`ask-host ${effect.host}`];
      }
      case 'plan': {
        const pool = this.#health.pool(effect.pool)!;
        const sorry = pool.sorry === 'none' ? '' : ` sorry=${pool.sorry}`;
        return [`plan ${[effect.pool, ...this.#changedPlaces(effect.pool, pool.members)].join(' ')}${sorry}`];
      }
      case 'happened': {
        const {pool, member, type, layer, host, words, isConfirmation} = effect.happening;
        const where = [layer, host && `host=${host}`, isConfirmation && 'confirmed'].filter(Boolean).join(' ');
        return [`${member ?? pool} ${type}${where === '' ? '' : ` (${where})`}: ${words}`];
      }
    }
  }

  #changedPlaces(pool: string, members: readonly MemberStanding[]): string[] {
    const before = this.#places.get(pool);
    this.#places.set(pool, new Map(members.map(member => [member.name, placeOf(member)])));
    const changed = members.filter(member => before?.get(member.name) !== placeOf(member));
    return changed.map(member => `${member.name}=${placeOf(member)}`);
  }

  #post(at: number, event: HealthEvent): void {
    this.#mail.push({at, event});
    this.#mail.sort((one, other) => one.at - other.at);
  }

  #set(lines: readonly (readonly string[])[]): void {
    this.#pools = [];
    for (const [verb, name, ...words] of lines) {
      const given = Object.fromEntries(words.map(word => word.split('=') as [string, string]));
      if (verb === 'show') this.#showsTries = true;
      else if (verb === 'pool') this.#pools.push(poolOf(name!, numbersOf(given)));
      else this.#addMember(name!, given);
    }
  }

  #addMember(name: string, given: Readonly<Record<string, string>>): void {
    const pool = this.#pools.at(-1)!;
    const [host = '', port = '80'] = name.split(':');
    const {checks, 'depends-on': dependsOn, ...others} = given;
    const made = (checks ?? port).split(',').filter(one => one !== 'none');
    const member = memberOf(name, numbersOf(others) as Partial<MemberSettings>, {
      checks: made.map(one => this.#checkOf(host, one, numbersOf(others))),
      dependsOn: dependsOn === undefined ? [] : [dependsOn.replace('/', ' ')],
    });
    this.#pools[this.#pools.length - 1] = {...pool, members: [...pool.members, member]};
  }

  /** Checks are named for what they ask: `10.0.0.11:80`; `agent` and `command` for their host. */
  #checkOf(host: string, what: string, choice: CheckChoice): Check {
    const check = checkOf(host, what, choice);
    this.#names.set(checkKey(check), `${host}:${what}`);
    return check;
  }

  #standings(): string[] {
    return this.#health.pools.flatMap(pool => [
      `${pool.name} ${pool.hasQuorum ? 'quorum' : 'no-quorum'} ${pool.count}/${pool.threshold}${pool.sorry === 'none' ? '' : ` sorry=${pool.sorry}`}`,
      ...pool.members.map(
        one => `  ${one.name} ${one.state} ${placeOf(one)}${one.layer ? ` ${one.layer}` : ''}: ${one.cause}`,
      ),
    ]);
  }
}

function placeOf({place}: MemberStanding): string {
  return place.type === 'in' ? String(place.weight) : place.type;
}

function answerOf(text: string): {readonly verdict: Verdict; readonly after: number} {
  const [what, ...rest] = text.split(' ');
  const down = (layer: 'L4' | 'L7', words: string): Verdict => ({
    type: 'down',
    layer,
    words,
    latency: 10,
    isSilence: false,
  });
  switch (what) {
    case 'up':
      return {verdict: {type: 'up', words: 'it works', latency: 10}, after: 10};
    case 'refused':
      return {verdict: down('L4', 'connection refused'), after: 10};
    case 'wrong':
      return {verdict: down('L7', 'status 503'), after: 10};
    case 'silent':
      return {
        verdict: {type: 'down', layer: 'L4', words: 'no answer within 1 s', latency: 1000, isSilence: true},
        after: 1000,
      };
    case 'undecided':
      return {verdict: {type: 'undecided', words: 'no descriptor is left', latency: 0}, after: 10};
    case 'weight': {
      const advice = {type: 'weight', weight: rest[0] === 'usual' ? undefined : Number(rest[0])} as const;
      return {verdict: {type: 'up', words: 'it ended', latency: 10, advice}, after: 10};
    }
    case 'agent': {
      const said = Object.fromEntries(rest.map(word => word.split('=')));
      const advice = {
        type: 'agent',
        percent: said.percent === undefined ? undefined : Number(said.percent),
        admin: said.admin,
        operation: said.operation,
        reason: undefined,
      } as const;
      return {verdict: {type: 'up', words: 'the agent answered', latency: 10, advice}, after: 10};
    }
    default:
      throw new Error(`a transcript does not know the answer ${what}`);
  }
}

function numbersOf(given: Readonly<Record<string, string>>): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, /^\d+$/.test(value) ? Number(value) : value]),
  );
}
