import type {Owner} from '../maintenance/owner.js';
import type {Resolver} from '../net/resolver.js';
import {DirectorServers} from './director/director-servers.js';
import {KeepalivedServers} from './keepalived/servers/keepalived-servers.js';
import {LdirectordServers} from './ldirectord/ldirectord-servers.js';
import type {Machine} from './machine.js';
import type {RouterWorld} from './router-world.js';

/** What is seen of a machine to find whoever else writes its table. */
export interface OwnersWorld {
  readonly machine: Machine;
  /** Its name, as the configurations of its daemons tell it from others. */
  readonly host: string;
  readonly resolver: Pick<Resolver, 'addressOf' | 'portOf'>;
  /** What the director is asked with; undefined: nobody asks it. */
  readonly director?: Pick<RouterWorld, 'after' | 'runFolder'>;
}

/** Whoever else may write the table of this network namespace. They know nothing before their first look. */
export function openOwners(world: OwnersWorld): readonly Owner[] {
  const {machine, director} = world;
  const own = director ? [new DirectorServers({...director, machine})] : [];
  return [...own, new KeepalivedServers(world), new LdirectordServers(world)];
}
