import {whatThereIs} from '../../ipvs/nearest-name.js';
import type {Pool, PoolPlace, PoolServer} from '../pools/pool-configuration.js';
import type {YamlText} from './yaml-text.js';

/**
 * The same with `depends-on` as health knows it: the name of a pool, or of a pool and a server of it.
 * @param named the pools by their names in the file
 */
export function resolveDependencies(
  pools: readonly Pool[],
  named: ReadonlyMap<string, Pool>,
  text: YamlText,
): readonly Pool[] {
  const targets = targetsOf(named);
  const resolve = (name: string, place: PoolPlace): readonly string[] => {
    const found = targets.get(name);
    if (found === undefined)
      text.refuseAt(place, `there is no ${name} to depend on`, whatThereIs(name, [...targets.keys()]));
    return found === undefined ? [] : [found];
  };
  const resolved = pools.map(pool => ({
    ...pool,
    servers: pool.servers.map(server => ({
      ...server,
      dependsOn: server.dependsOn.flatMap(name => resolve(name, server.place)),
    })),
  }));
  for (const {place, words} of circlesOf(resolved))
    text.refuseAt(place, `it depends on itself: ${words}`, 'take one of them out');
  return resolved;
}

function targetsOf(named: ReadonlyMap<string, Pool>): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  for (const [name, pool] of named)
    for (const known of new Set([name, pool.name])) {
      targets.set(known, pool.name);
      for (const server of pool.servers) targets.set(`${known} ${server.name}`, `${pool.name} ${server.name}`);
    }
  return targets;
}

interface Circle {
  readonly place: PoolPlace;
  readonly words: string;
}

/** NB: a pool depends on its servers, and chains may be longer than calls can be nested. */
function circlesOf(pools: readonly Pool[]): readonly Circle[] {
  const edges = new Map<string, readonly string[]>();
  const servers = new Map<string, PoolServer>();
  for (const pool of pools) {
    const names = pool.servers.map(({name}) => `${pool.name} ${name}`);
    edges.set(pool.name, names);
    for (const [i, server] of pool.servers.entries()) {
      edges.set(names[i] as string, server.dependsOn);
      servers.set(names[i] as string, server);
    }
  }
  const circles: Circle[] = [];
  const state = new Map<string, 'open' | 'done'>();
  for (const start of servers.keys()) {
    const path: {readonly name: string; next: number}[] = [];
    const enter = (name: string) => {
      state.set(name, 'open');
      path.push({name, next: 0});
    };
    if (!state.has(start)) enter(start);
    for (let at = path.at(-1); at; at = path.at(-1)) {
      const next = edges.get(at.name)?.[at.next++];
      if (next === undefined) {
        state.set(at.name, 'done');
        path.pop();
      } else if (state.get(next) === 'open') {
        const circle = path.slice(path.findIndex(({name}) => name === next)).map(({name}) => name);
        const server = circle.map(name => servers.get(name)).find(Boolean);
        if (server) circles.push({place: server.place, words: [...circle, next].join(' → ')});
      } else if (!state.has(next)) enter(next);
    }
  }
  return circles;
}
