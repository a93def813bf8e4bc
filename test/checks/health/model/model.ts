import assert from 'node:assert/strict';
import {Health} from '../../../../src/checks/health/health.js';
import type {HealthEffect, HealthEvent} from '../../../../src/checks/health/health-event.js';
import type {PoolSettings} from '../../../../src/checks/health/settings.js';
import type {Verdict} from '../../../../src/checks/probe/verdict.js';
import {type Chance, chance} from '../../../parity/seed.js';
import {answer} from './answer.js';
import {compare} from './compare.js';
import {HostWitness} from './host-witness.js';
import {Oracle} from './oracle.js';
import {Site} from './plan-site.js';
import {Told} from './told.js';

interface Letter {
  readonly at: number;
  readonly event: Exclude<HealthEvent, {type: 'configure'}>;
}

/** Health, an oracle beside it, and a world that answers as chance has it, in virtual time. */
export class Model {
  readonly dice: Chance;
  readonly site: Site;
  readonly health = new Health();
  readonly oracle = new Oracle();
  settings: readonly PoolSettings[] = [];
  now = 1_790_000_000_000;
  events = 0;
  #letters: Letter[] = [];
  readonly #triedAt = new Map<string, number>();
  readonly #discounted = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #moods = new Map<string, string>();
  readonly #told = new Told(this.oracle);
  readonly #witness = new HostWitness();
  #resumedAt = 0;

  constructor(
    seed: number,
    readonly trace: (words: string) => void,
  ) {
    this.dice = chance(seed);
    this.site = new Site(this.dice);
  }

  /** Lets the time pass, as a driver that is never late. */
  run(until: number): void {
    for (;;) {
      const letter = this.#letters[0];
      const deadline = this.health.deadline ?? Number.POSITIVE_INFINITY;
      const at = Math.min(letter?.at ?? Number.POSITIVE_INFINITY, deadline);
      if (at > until) break;
      assert.ok(this.events < 200_000, 'it goes on and on');
      this.now = Math.max(this.now, at);
      if (letter && letter.at <= deadline) this.step(this.#letters.shift()!.event);
      else this.step({type: 'clock'});
      assert.ok((this.health.deadline ?? Number.POSITIVE_INFINITY) > this.now, 'the deadline has passed, and stays');
    }
    this.now = until;
  }

  configure(settings: readonly PoolSettings[]): readonly HealthEffect[] {
    this.settings = settings;
    const present = new Map(
      settings.map(pool => [
        pool.name,
        new Set(pool.members.filter(() => this.dice.happens(0.5)).map(({name}) => name)),
      ]),
    );
    return this.step({type: 'configure', pools: settings, present, seed: 7});
  }

  /** Nothing runs for a while; then all that waited comes at once. */
  standStill(time: number): void {
    this.now += time;
    for (const letter of this.#letters) if (letter.at < this.now) Object.assign(letter, {at: this.now});
    if (this.dice.happens(0.5)) this.step({type: 'clock'});
  }

  changeMood(): void {
    for (const key of this.oracle.checks.keys())
      if (this.dice.happens(0.3)) this.#moods.set(key, this.dice.pick(['good', 'good', 'bad', 'silent', 'any']));
  }

  step(event: HealthEvent): readonly HealthEffect[] {
    this.events++;
    const places = this.#places();
    const {deadline} = this.health;
    if (deadline !== undefined && this.now - deadline > 1000) this.#resumedAt = this.now;
    this.trace(`${this.now} ${describe(event)}`);
    this.#tellOracle(event);
    const effects = this.health.step(event, this.now);
    this.oracle.look(this.now);
    for (const key of this.#discounted) if (!this.#isWanted(key)) this.#discounted.delete(key);
    for (const effect of effects) this.#carryOut(effect);
    compare(this.health, this.oracle, this.now, this.#triedAt);
    for (const pool of this.health.pools) this.#witness.check(pool);
    if (event.type === 'verdict' && event.verdict.type === 'undecided' && !event.verdict.advice)
      this.#checkSame(places);
    this.#checkPlanned(places, effects);
    return effects;
  }

  #tellOracle(event: HealthEvent): void {
    switch (event.type) {
      case 'configure':
        this.oracle.configure(event);
        this.#told.forgetGone();
        break;
      case 'disable':
      case 'enable':
        this.oracle.switch(event.type === 'disable', event.pool, event.member);
        break;
      case 'verdict':
        this.#hear(event.check, event.verdict);
        break;
      case 'host':
        assert.ok(this.#asked.delete(event.host));
        this.#witness.hearEcho(event.host, event.answered);
        break;
      case 'clock':
        break;
    }
  }

  /** A failure of a try that we stood still during does not count, but never two of them. */
  #hear(key: string, verdict: Verdict): void {
    const triedAt = this.#triedAt.get(key)!;
    this.#triedAt.delete(key);
    if (verdict.type === 'down' && triedAt < this.#resumedAt && !this.#discounted.has(key)) {
      this.#discounted.add(key);
      return;
    }
    this.#discounted.delete(key);
    this.oracle.hear(key, verdict);
    this.#witness.hear(this.oracle.checks.get(key)!.check, verdict);
  }

  #carryOut(effect: HealthEffect): void {
    switch (effect.type) {
      case 'try': {
        const check = this.oracle.checks.get(effect.check);
        assert.ok(check && this.#isWanted(effect.check), 'a check is tried that nobody wants');
        assert.ok(!this.#triedAt.has(effect.check), 'a check is tried that is under way');
        this.#triedAt.set(effect.check, this.now);
        const mood = this.#moods.get(effect.check) ?? 'good';
        const verdict = answer(this.dice, check.check, mood);
        this.#post(verdict.latency, {type: 'verdict', check: effect.check, verdict});
        break;
      }
      case 'cancel':
        assert.ok(this.#triedAt.delete(effect.check), 'a check is cancelled that is not under way');
        this.#letters = this.#letters.filter(({event}) => event.type !== 'verdict' || event.check !== effect.check);
        break;
      case 'ask-host':
        assert.ok(!this.#asked.has(effect.host), 'a host is asked that is being asked');
        this.#asked.add(effect.host);
        this.#post(1 + this.dice.below(4000), {
          type: 'host',
          host: effect.host,
          answered: this.dice.pick([true, false, undefined]),
        });
        break;
      case 'plan':
        assert.ok(this.health.pool(effect.pool));
        break;
      case 'happened':
        this.trace(`${this.now} told ${JSON.stringify(effect.happening)}`);
        this.#told.hear(effect.happening, this.now, this.#resumedAt);
        break;
    }
  }

  #isWanted(key: string): boolean {
    const check = this.oracle.checks.get(key);
    return check !== undefined && this.oracle.isWanted(check);
  }

  #places(): Map<string, string> {
    return new Map(
      this.health.pools.flatMap(pool =>
        pool.members.map(one => [`${pool.name} ${one.name}`, JSON.stringify(one.place)]),
      ),
    );
  }

  #checkSame(before: Map<string, string>): void {
    for (const [name, place] of this.#places())
      if (/weight/.test(place))
        continue; // a weight may grow meanwhile
      else if (before.get(name) !== undefined && before.get(name) !== place) assert.fail(`${name} has moved`);
  }

  #checkPlanned(before: Map<string, string>, effects: readonly HealthEffect[]): void {
    const planned = new Set(effects.flatMap(effect => (effect.type === 'plan' ? effect.pool : [])));
    for (const {name, members} of this.health.pools)
      for (const member of members)
        if (before.get(`${name} ${member.name}`) !== JSON.stringify(member.place))
          assert.ok(planned.has(name), `${name} has changed, and the table is not told`);
  }

  #post(after: number, event: Letter['event']): void {
    const letter = {at: this.now + after, event};
    const place = this.#letters.findIndex(({at}) => at > letter.at);
    this.#letters.splice(place < 0 ? this.#letters.length : place, 0, letter);
  }
}

function describe(event: HealthEvent): string {
  if (event.type === 'verdict')
    return `${event.check} ${event.verdict.type} ${JSON.stringify(event.verdict.advice ?? '')}`;
  return event.type === 'configure' ? 'configure' : JSON.stringify(event);
}
