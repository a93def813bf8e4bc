import {homedir} from 'node:os';
import {join} from 'node:path';
import {newDirector, recordedSalt} from './director.js';
import {createEmbeddedKernel, type EmbeddedKernel} from './embedded-kernel.js';
import {type Interface, machineInterfaces} from './interfaces.js';
import {createFileStore} from './store/file-store.js';
import type {Store} from './store/store.js';
import {advance} from './traffic/advance.js';

export interface OpenOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly interfaces?: () => readonly Interface[];
  readonly isPrivileged?: boolean;
}

const word = 'embedded';

/**
 * The kernel that LVSCTL_KERNEL asks for: `embedded`, or `embedded:FILE` for another file than the user's own.
 * Undefined where it asks for none of ours.
 * @throws StateFileError where the file is not to be read
 */
export function openEmbeddedKernel(value: string, options: OpenOptions): EmbeddedKernel | undefined {
  if (value !== word && !value.startsWith(`${word}:`)) return undefined;
  const file = value.slice(word.length + 1) || defaultStateFile(options.environment);
  const {clock, interfaces = machineInterfaces, isPrivileged = true} = options;
  const store = createFileStore(file, () => newDirector(clock(), recordedSalt));
  const kernel = createEmbeddedKernel({store, clock, interfaces, isPrivileged});
  if (store.read(({workload, now}) => workload !== undefined && clock() - now > stale)) keepProgress(store, clock);
  return kernel;
}

/** How old the traffic in the file may be before an opening brings it up to date, milliseconds. */
const stale = 5000;

/** Plays the traffic until now and keeps it, so that the next opening has less to play. */
function keepProgress(store: Store, clock: () => number): void {
  try {
    store.update(director => {
      advance(director, clock());
      return {result: undefined, hasChanged: true};
    });
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EROFS') throw error; // whoever may only read plays it for himself
  }
}

/** $XDG_STATE_HOME/lvsctl/embedded-kernel.json, as the XDG Base Directory Specification has it. */
export function defaultStateFile({XDG_STATE_HOME, HOME}: OpenOptions['environment']): string {
  const base = XDG_STATE_HOME?.startsWith('/') ? XDG_STATE_HOME : join(HOME || homedir(), '.local/state');
  return join(base, 'lvsctl/embedded-kernel.json');
}
