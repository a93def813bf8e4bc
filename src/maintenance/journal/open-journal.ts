import {LockFile} from '../state/folder-lock.js';
import {statePlaceOfFile, statePlaceOfKernel} from '../state/state-place.js';
import type {Changer} from './changer.js';
import {commandLineText} from './command-line.js';
import type {JournalStore} from './journal.js';
import {JournalFile} from './journal-file.js';
import {journalFolder} from './journal-folder.js';
import {JournallingChanger, type ChangerWorld} from './journalling-changer.js';
import {operatorName} from './operator-name.js';

/** The journal of one table. */
export interface Journal {
  readonly store: JournalStore;
  /** Where its files are; they need not be there. */
  readonly folder: string;
  readonly changer: Changer;
  /** Of now: entries of another are of a table that is gone. */
  readonly boot: string;
}

export interface JournalWorld extends Pick<ChangerWorld, 'clock' | 'say'> {
  /** The command line of this process. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The file of the embedded kernel; undefined for the machine's own kernel. */
  readonly embeddedFile: string | undefined;
  /** Resolves after so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
}

/** NB: makes and reads nothing yet. */
export function openJournal({environment, embeddedFile, words, pause, ...world}: JournalWorld): Journal {
  const place =
    embeddedFile === undefined ? statePlaceOfKernel(environment) : statePlaceOfFile(embeddedFile, environment);
  const folder = journalFolder(place);
  const store = new JournalFile(folder);
  const changer = new JournallingChanger({
    ...world,
    commandLine: commandLineText(words),
    store,
    folder,
    lock: new LockFile(pause),
    boot: place.boot,
    user: operatorName(environment),
  });
  return {store, folder, changer, boot: place.boot};
}
