import type {Milliseconds} from '../milliseconds.js';
import type {FolderLock} from '../state/folder-lock.js';
import {makePrivateFolder} from '../state/private-folder.js';
import {ownIdentity} from '../state/process-identity.js';
import type {JournalStore} from './journal.js';

/** What somebody did, and what is no change of the table. */
export interface Deed {
  /** In words: `director: VI_1 is held as backup`. */
  readonly command: string;
  readonly user: string;
  readonly reason: string | undefined;
  /** The command that takes it back, where there is one. */
  readonly inverse: string | undefined;
}

export interface DeedWorld {
  readonly store: JournalStore;
  /** Where the journal is, which the lock is on. */
  readonly folder: string;
  readonly lock: FolderLock;
  readonly boot: string;
  clock(): Milliseconds;
}

/** Puts deeds into the journal, once they are done: an entry each, without changes, in their order. */
export class DeedJournal {
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly world: DeedWorld) {}

  /** @throws Error where it cannot be written */
  note(deed: Deed): Promise<void> {
    const at = this.world.clock();
    const noted = this.#last.then(() => this.#write(deed, at));
    this.#last = noted.catch(() => {});
    return noted;
  }

  async #write({command, user, reason, inverse}: Deed, at: Milliseconds): Promise<void> {
    const {store, folder, lock, boot} = this.world;
    makePrivateFolder(folder);
    await lock.hold(
      folder,
      () => {
        const {pid, started} = ownIdentity();
        const who = {user, pid, started, boot};
        const what = {command, reason, undoes: undefined, ...(inverse !== undefined && {inverse})};
        const {id} = store.begin({at, ...who, ...what, changes: [], before: {entries: []}});
        store.end({id, at: this.world.clock(), refusals: {}});
      },
      {as: `${user}: ${command}`},
    );
  }
}
