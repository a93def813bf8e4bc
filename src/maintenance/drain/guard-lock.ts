import {isLockHeld} from '../state/folder-lock.js';
import {join} from 'node:path';
import {makePrivateFolder} from '../state/private-folder.js';
import type {Drains} from './drains.js';

/** Does the work as the only guard of the network namespace. @throws LockHeld where there is one, Error where there can be none */
export function asGuard<T>(drains: Drains, work: () => Promise<T>): Promise<T> {
  makePrivateFolder(folderOf(drains));
  return drains.world.lock.hold(folderOf(drains), work, {as: 'lvsctl guard', patience: 1000});
}

/** Whether a guard runs. */
export async function isGuarded(drains: Drains): Promise<boolean> {
  try {
    makePrivateFolder(folderOf(drains));
    await drains.world.lock.hold(folderOf(drains), () => {}, {as: 'a look', patience: 0});
    return false;
  } catch (error) {
    return isLockHeld(error);
  }
}

function folderOf({store}: Drains): string {
  return join(store.folder, 'guard');
}
