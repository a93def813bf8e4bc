import type {Check} from '../../../../src/checks/check.js';
import type {MemberSettings, PoolSettings} from '../../../../src/checks/health/settings.js';
import type {Chance} from '../../../parity/seed.js';
import {checkOf, memberOf, poolOf} from '../settings.js';

/** What stays of a member whatever the settings become, so that its times can be followed. */
interface Times {
  readonly holdDown: number;
  readonly slowStart: {readonly over: number; readonly steps: number};
}

/** Pools of servers as chance has them; each call of `pools` is another configuration of the same site. */
export class Site {
  readonly #times = new Map<string, Times>();
  readonly #pools: readonly {readonly name: string; readonly counts: 'weights' | 'servers'}[];
  readonly #hosts: readonly string[];

  constructor(readonly dice: Chance) {
    const count = 1 + dice.below(4);
    this.#pools = Array.from({length: count}, (_, index) => ({
      name: `TCP 10.0.0.1:${80 + index}`,
      counts: dice.pick(['weights', 'weights', 'servers'] as const),
    }));
    this.#hosts = Array.from({length: 1 + dice.below(5)}, (_, index) => `10.0.1.${index + 1}`);
  }

  pools(): readonly PoolSettings[] {
    const {dice} = this;
    const kept = this.#pools.filter(() => dice.happens(0.9));
    return kept.map(({name, counts}) => {
      const isFirst = name === this.#pools[0]!.name;
      const members = this.#hosts.filter(() => dice.happens(0.85)).map(host => this.#member(name, host, isFirst));
      return poolOf(
        name,
        {
          quorum: 1 + dice.below(6),
          hysteresis: isFirst ? 0 : dice.below(3), // those that depend on others come one after the other
          counts,
          ...(dice.happens(0.5) ? {sorry: dice.pick(['inhibits', 'goes'])} : {}),
        },
        members,
      );
    });
  }

  #member(pool: string, host: string, mayDepend: boolean): MemberSettings {
    const {dice} = this;
    const name = `${host}:80`;
    const kinds = dice.pick([['80'], ['80'], ['80', '81'], ['command'], ['80', 'agent'], ['agent'], []]);
    const others = this.#pools.slice(1);
    const dependsOn =
      mayDepend && others.length > 0 && dice.happens(0.3)
        ? [dice.happens(0.5) ? dice.pick(others).name : `${dice.pick(others).name} ${dice.pick(this.#hosts)}:80`]
        : [];
    return memberOf(
      name,
      {weight: dice.below(6), off: dice.happens(0.03) ? 1 : 0, down: dice.pick(['remove', 'quiesce'])},
      {checks: kinds.map(kind => this.#check(host, kind)), dependsOn, ...this.#timesOf(`${pool} ${name}`)},
    );
  }

  /** Few different ones, so that some are the same. */
  #check(host: string, kind: string): Check {
    const {dice} = this;
    const usual = {interval: 1000, warmup: 500};
    const choices = [
      {...usual, fall: 1},
      {...usual, fall: 3, rise: 2},
      {...usual, fall: 2, alpha: 1, tells: 1, interval: 5000, warmup: 5000},
    ];
    return checkOf(host, kind, dice.pick(choices));
  }

  #timesOf(name: string): Times {
    const {dice} = this;
    const made = this.#times.get(name) ?? {
      holdDown: dice.pick([0, 0, 700, 3000]),
      slowStart: {over: dice.pick([0, 0, 4000]), steps: 1 + dice.below(5)},
    };
    this.#times.set(name, made);
    return made;
  }
}
