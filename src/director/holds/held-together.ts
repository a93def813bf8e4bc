import type {RouterConfiguration} from '../../vrrp/router/configuration.js';

/** Virtual routers that are held as one: those of a sync group, or one that is in none. */
export interface Company {
  /** Of the sync group, else of the virtual router. */
  readonly name: string;
  readonly routers: readonly string[];
}

/** What a name stands for: that of a member for its sync group; undefined where there is none of that name. */
export function heldTogether({routers, groups}: RouterConfiguration, name: string): Company | undefined {
  const group = groups.find(one => one.name === name) ?? groups.find(({members}) => members.includes(name));
  if (group) return {name: group.name, routers: group.members};
  return routers.some(router => router.name === name) ? {name, routers: [name]} : undefined;
}
