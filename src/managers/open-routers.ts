import type {Hold} from '../vrrp/truth/hold.js';
import type {RouterOwner} from '../vrrp/handover/router-owner.js';
import type {RouterManager} from './router-manager.js';
import {RouterWatch} from './router-watch.js';
import type {RouterOptions, RouterWorld} from './router-world.js';

/** What watches and moves the virtual routers of a machine. The watch is not started. */
export interface Routers {
  readonly world: RouterWorld;
  readonly watch: RouterWatch;
  readonly managers: readonly RouterManager[];
  readonly owners: readonly RouterOwner[];
  /** Ends the watch and closes everything. */
  close(): Promise<void>;
}

/** Puts together whoever may run virtual routers here. */
export function openRouters(world: RouterWorld, _options: RouterOptions): Routers {
  const managers: RouterManager[] = [];
  const holds: readonly Hold[] = [];
  const watch = new RouterWatch(world, managers, {read: () => holds});
  return {
    world,
    watch,
    managers,
    owners: [],
    async close() {
      await watch.close();
      await world.close();
    },
  };
}
