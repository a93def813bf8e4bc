import type {HealthEvent} from '../../checks/health/health-event.js';
import type {Pool} from '../../config/pools/pool-configuration.js';
import type {DisabledChecks} from '../protocol/checks-summary.js';
import {findServers, serverKey} from './find-servers.js';

type Switch = Extract<HealthEvent, {readonly type: 'disable' | 'enable'}>;

/** Which members health was told to leave alone. */
export class SwitchedOff {
  #keys: ReadonlyMap<string, Switch> = new Map();

  has(pool: string, member: string): boolean {
    return this.#keys.has(serverKey(pool, member));
  }

  /** What health is to be told, so that just these are switched off. */
  switchesFor(disabled: readonly DisabledChecks[], pools: readonly Pool[]): readonly Switch[] {
    const known = new Set(pools.flatMap(({name, servers}) => servers.map(server => serverKey(name, server.name))));
    const wanted = new Map<string, Switch>();
    for (const wish of disabled)
      for (const {pool, server} of findServers(pools, wish))
        wanted.set(serverKey(pool.name, server.name), {type: 'disable', pool: pool.name, member: server.name});
    const before = this.#keys;
    this.#keys = wanted;
    return [
      ...[...before].flatMap(([key, one]) =>
        wanted.has(key) || !known.has(key) ? [] : [{...one, type: 'enable' as const}],
      ),
      ...[...wanted].flatMap(([key, one]) => (before.has(key) ? [] : [one])),
    ];
  }
}
