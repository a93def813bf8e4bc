import {join} from 'node:path';
import type {CommandContext} from '../../src/commands/command.js';
import type {DrainSurroundings} from '../../src/commands/drain/drain-context.js';
import {openEmbeddedKernel} from '../../src/kernel/embedded/open-embedded-kernel.js';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import {linuxKernel} from '../../src/kernel/linux-kernel.js';
import {hostAddresses} from '../../src/kernel/names/host-addresses.js';
import {openJournal} from '../../src/maintenance/journal/open-journal.js';
import {LockFile} from '../../src/maintenance/state/folder-lock.js';
import {statePlaceOfFile, statePlaceOfKernel} from '../../src/maintenance/state/state-place.js';
import {noSettings} from '../../src/settings/settings.js';

export interface Surrounded {
  /** Of the embedded kernel; undefined for this machine's. */
  readonly file: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly interrupted: AbortSignal;
  readonly stdout: {write(text: string): unknown};
  readonly stderr: {write(text: string): unknown};
  readonly own?: Partial<DrainSurroundings>;
  readonly isTerminal?: boolean;
}

const pause = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));

/** What the commands get as of the whole program. */
export function drainContext({
  file,
  environment,
  interrupted,
  stdout,
  stderr,
  own,
  isTerminal,
}: Surrounded): CommandContext {
  const place = file === undefined ? statePlaceOfKernel(environment) : statePlaceOfFile(file, environment);
  const embedded = () => openEmbeddedKernel(`embedded:${file}`, {environment, clock: Date.now});
  const say = (text: string) => void stderr.write(`${text}\n`);
  const journalWorld = {environment, embeddedFile: file, words: ['lvsctl', 'test'], clock: Date.now, say, pause};
  return {
    open: async () => openIpvs((file === undefined ? undefined : embedded()) ?? linuxKernel),
    openJournal: async () => openJournal(journalWorld),
    resolver: {addressOf: async () => null, portOf: () => null},
    async openDrains() {
      return {
        folder: join(place.folder, 'drains', place.namespace),
        lock: new LockFile(pause),
        boot: place.boot,
        user: 'alice',
        owners: [],
        changer: openJournal(journalWorld).changer,
        clock: Date.now,
        addressesOf: hostAddresses,
        columns: 80,
        ...own,
      };
    },
    settings: async () => noSettings,
    refusal: async () => undefined,
    stdout,
    stderr,
    isTerminal: isTerminal === true,
    mark: '',
    isEmbedded: file !== undefined,
    isInterrupted: () => interrupted.aborted,
    sleep: (seconds: number) =>
      new Promise<void>(resolve => {
        const timer = setTimeout(resolve, seconds * 1000);
        const wake = () => {
          clearTimeout(timer);
          resolve();
        };
        interrupted.addEventListener('abort', wake, {once: true});
      }),
  } as unknown as CommandContext;
}
