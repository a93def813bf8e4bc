import {hostname} from 'node:os';
import {dirname, join} from 'node:path';
import type {DrainSurroundings} from './commands/drain/drain-context.js';
import {hostAddresses} from './kernel/names/host-addresses.js';
import {linuxResolver} from './kernel/names/linux-resolver.js';
import type {Journal} from './maintenance/journal/open-journal.js';
import {operatorName} from './maintenance/journal/operator-name.js';
import type {Owner} from './maintenance/owner.js';
import {LockFile} from './maintenance/state/folder-lock.js';
import {openOwners} from './managers/open-owners.js';
import {openThisMachine} from './this-machine.js';

/** Whoever else writes the table of this machine's network namespace. */
export function openOwnersHere(): readonly Owner[] {
  const runFolder = process.env.LVSCTL_RUN_DIR || '/run/lvsctl';
  return openOwners({
    machine: openThisMachine(),
    host: hostname(),
    resolver: linuxResolver(),
    director: {after, runFolder},
  });
}

/** What drains get of this machine. @param journal of its table @param isEmbedded then nobody else writes it */
export function openDrainSurroundings(
  journal: Journal | undefined,
  isEmbedded: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): DrainSurroundings {
  if (!journal) throw new Error('a table that ends with its process has no drains');
  const [state, namespace] = [dirname(dirname(journal.folder)), journal.folder.split('/').at(-1) as string];
  return {
    folder: join(state, 'drains', namespace),
    lock: new LockFile(milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))),
    boot: journal.boot,
    user: operatorName(environment),
    owners: isEmbedded ? [] : openOwnersHere(),
    changer: journal.changer,
    clock: Date.now,
    addressesOf: hostAddresses,
    columns: process.stdout.columns ?? 80,
  };
}

function after(delay: number, call: () => void): () => void {
  const timer = setTimeout(call, delay);
  return () => clearTimeout(timer);
}
