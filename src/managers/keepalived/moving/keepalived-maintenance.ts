import type {LvsctlWords} from '../../lvsctl-words.js';
import {HoldStore} from '../../../maintenance/holds/hold-store.js';
import {LockFile} from '../../../maintenance/state/folder-lock.js';
import type {PeerWord} from '../../peer/ask-peer.js';
import type {RouterWorld} from '../../router-world.js';
import {KeepalivedHolds} from './keepalived-holds.js';
import {KeepalivedOwner, type KeepalivedOwnerParts} from './keepalived-owner.js';
import type {LiveRouters, MovableKeepalived} from '../../moving/live-routers.js';
import {probeStandby} from '../../moving/probe-standby.js';

/** What there is of holds before anything is watched: the watch shows them. */
export interface KeepalivedMaintenance {
  readonly holds: KeepalivedHolds;
  /** Once it is watched. @param lvsctl for a timer that releases */
  openOwner(
    live: LiveRouters,
    words: () => readonly PeerWord[],
    lvsctl: LvsctlWords,
    objectTo?: KeepalivedOwnerParts['objectTo'],
  ): KeepalivedOwner;
}

export function keepalivedMaintenance(world: RouterWorld, keepalived: MovableKeepalived): KeepalivedMaintenance {
  const pause = (milliseconds: number) => new Promise<void>(resolve => void world.after(milliseconds, resolve));
  const store = new HoldStore(world.stateFolder, new LockFile(pause));
  const holds = new KeepalivedHolds(keepalived, store, () => world.clock());
  return {
    holds,
    openOwner: (live, words, lvsctl, objectTo) =>
      new KeepalivedOwner({
        world,
        live,
        keepalived,
        store,
        holds,
        probe: probeStandby(world, live, keepalived, words),
        lvsctl,
        ...(objectTo && {objectTo}),
      }),
  };
}
