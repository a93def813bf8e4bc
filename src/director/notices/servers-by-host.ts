import type {Pool, PoolServer} from '../../config/pools/pool-configuration.js';
import {formatAddress} from '../../net/address.js';
import type {ServerOfPool} from './incidents.js';

/** The real servers that have a check which goes to a host, by its address as text. */
export function serversByHost(pools: readonly Pool[]): ReadonlyMap<string, readonly ServerOfPool[]> {
  const found = new Map<string, ServerOfPool[]>();
  for (const {name: pool, servers} of pools)
    for (const server of servers)
      for (const host of hostsOf(server)) {
        const there = found.get(host) ?? [];
        found.set(host, there);
        there.push({pool, server: server.name});
      }
  return found;
}

function hostsOf({isOff, checks}: PoolServer): ReadonlySet<string> {
  if (isOff) return new Set();
  return new Set(checks.flatMap(({probe}) => ('target' in probe ? [formatAddress(probe.target.address)] : [])));
}
