import type {RouterOwner} from '../vrrp/handover/router-owner.js';
import {DirectorAnnouncer} from './director/director-announcer.js';
import {DirectorManager} from './director/director-manager.js';
import {DirectorOwner} from './director/director-owner.js';
import {HeartbeatManager} from './heartbeat/heartbeat-manager.js';
import {HeartbeatOwner} from './heartbeat/heartbeat-owner.js';
import {KeepalivedManager} from './keepalived/keepalived-manager.js';
import {keepalivedMaintenance} from './keepalived/moving/keepalived-maintenance.js';
import {probeStandby} from './moving/probe-standby.js';
import type {LvsctlWords} from './lvsctl-words.js';
import {type ReadSyncDaemons, syncObjections} from './sync-objection.js';
import {RouterWatch} from './router-watch.js';
import type {RouterOptions, RouterWorld} from './router-world.js';

/** What watches and moves the virtual routers of a machine. The watch is not started. */
export interface Routers {
  readonly world: RouterWorld;
  readonly watch: RouterWatch;
  readonly keepalived: KeepalivedManager;
  readonly owners: readonly RouterOwner[];
  /** Knows what the director runs when the watch has been started. */
  readonly announcer: Pick<DirectorAnnouncer, 'routersOf' | 'announce'>;
  /** Ends the watch and closes everything. */
  close(): Promise<void>;
}

/** Puts together whoever may run virtual routers here. @param lvsctl the program, for what is to be run later */
export function openRouters(
  world: RouterWorld,
  options: RouterOptions,
  lvsctl: string,
  readSyncDaemons: ReadSyncDaemons,
): Routers {
  const keepalived = new KeepalivedManager(world, options);
  const {holds, openOwner} = keepalivedMaintenance(world, keepalived);
  const heartbeat = new HeartbeatManager(world);
  const again: LvsctlWords = words => [lvsctl, ...words, ...wordsOf(options)];
  const director = new DirectorManager(world);
  const allHolds = {read: () => [...director.holds.filter(({isInForce}) => isInForce), ...holds.read()]};
  const watch = new RouterWatch(world, [director, keepalived, heartbeat], allHolds);
  const objectTo = () => syncObjections(readSyncDaemons);
  return {
    world,
    watch,
    keepalived,
    announcer: new DirectorAnnouncer(world, director),
    owners: [
      new DirectorOwner({
        world,
        live: watch,
        director,
        probe: probeStandby(world, watch, director, () => watch.words),
        objectTo,
      }),
      openOwner(watch, () => watch.words, again, objectTo),
      new HeartbeatOwner(world, heartbeat),
    ],
    async close() {
      await watch.close();
      await world.close();
    },
  };
}

/** The options that were given, as they were given. */
function wordsOf({keepalivedConfig, keepalivedPid, fifo}: RouterOptions): string[] {
  const given = {'keepalived-config': keepalivedConfig, 'keepalived-pid': keepalivedPid, fifo};
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
}
