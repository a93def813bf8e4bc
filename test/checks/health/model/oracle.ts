import {checkKey} from '../../../../src/checks/check-key.js';
import type {HealthEvent} from '../../../../src/checks/health/health-event.js';
import type {Verdict} from '../../../../src/checks/probe/verdict.js';
import {CheckOracle} from './check-oracle.js';
import {MemberOracle} from './member-oracle.js';
import {PoolOracle} from './pool-oracle.js';

/** What has to come of all that happened, found from scratch after each event. */
export class Oracle {
  pools = new Map<string, PoolOracle>();
  checks = new Map<string, CheckOracle>();

  configure({pools, present}: Extract<HealthEvent, {type: 'configure'}>): void {
    const [oldPools, oldChecks] = [this.pools, this.checks];
    this.pools = new Map();
    this.checks = new Map();
    for (const settings of pools) {
      const pool = oldPools.get(settings.name) ?? new PoolOracle(settings);
      const old = pool.members;
      pool.settings = settings;
      pool.members = new Map();
      for (const one of settings.members) {
        const isPresent = present.get(settings.name)?.has(one.name) === true;
        const member =
          old.get(one.name) ?? Object.assign(new MemberOracle(one, isPresent), {isDisabled: pool.isDisabled});
        member.settings = one;
        const keys = new Map(one.checks.map(check => [checkKey(check), check]));
        member.checks = [...keys].map(([key, check]) => {
          const oracle = this.checks.get(key) ?? oldChecks.get(key) ?? new CheckOracle(check);
          this.checks.set(key, oracle);
          return oracle;
        });
        pool.members.set(one.name, member);
      }
      this.pools.set(settings.name, pool);
    }
  }

  hear(key: string, verdict: Verdict): void {
    const check = this.checks.get(key)!;
    check.hear(
      verdict,
      this.#holders(check).some(({isServing}) => isServing),
    );
  }

  switch(isDisabled: boolean, name: string, only: string | undefined): void {
    const pool = this.pools.get(name);
    if (pool && only === undefined) pool.isDisabled = isDisabled;
    for (const [member, oracle] of pool?.members ?? [])
      if (only === undefined || only === member) oracle.isDisabled = isDisabled;
  }

  /** Nobody wants these any more: what they said is forgotten. */
  look(now: number): void {
    for (const check of this.checks.values()) if (!this.isWanted(check)) check.log = '';
    // The first pool alone depends on the others.
    const [, ...others] = this.#inOrder();
    for (const pool of [...others, ...this.#inOrder().slice(0, 1)]) {
      for (const member of pool.members.values()) member.look(now, this.#dependencies(member));
      pool.look();
    }
  }

  isWanted(check: CheckOracle): boolean {
    return this.#holders(check).some(({isDisabled}) => !isDisabled);
  }

  #inOrder(): PoolOracle[] {
    return [...this.pools.values()].sort((one, other) => (one.settings.name < other.settings.name ? -1 : 1));
  }

  #dependencies({settings}: MemberOracle): ('up' | 'down' | 'unknown')[] {
    return settings.dependsOn.flatMap(name => {
      const pool = this.pools.get(name);
      if (pool) return pool.availability;
      const [, poolName = '', member = ''] = /^(.*) (\S+)$/.exec(name) ?? [];
      return this.pools.get(poolName)?.members.get(member)?.availability ?? [];
    });
  }

  #holders(check: CheckOracle): MemberOracle[] {
    const members = [...this.pools.values()].flatMap(pool => [...pool.members.values()]);
    return members.filter(({checks}) => checks.includes(check));
  }
}
