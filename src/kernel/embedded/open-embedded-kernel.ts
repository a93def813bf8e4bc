import {homedir} from 'node:os';
import {join} from 'node:path';
import {createBenchKernel} from './bench/bench-kernel.js';
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
 * The kernel that LVSCTL_KERNEL asks for: `embedded`, or `embedded:FILE` for another file than the user's own;
 * `embedded-bench:1000x10` for so many services of so many real servers in memory, whose counters move.
 * Undefined where it asks for none of ours.
 * @throws StateFileError where the file is not to be read
 */
export function openEmbeddedKernel(value: string, options: OpenOptions): EmbeddedKernel | undefined {
  const bench = /^embedded-bench:(\d{1,6})x(\d{1,4})$/.exec(value);
  if (bench) return createBenchKernel({services: Number(bench[1]), servers: Number(bench[2]), clock: options.clock});
  if (value !== word && !value.startsWith(`${word}:`)) return undefined;
  const path = value.slice(word.length + 1) || defaultStateFile(options.environment);
  const {clock, interfaces = machineInterfaces, isPrivileged = true} = options;
  const file = createFileStore(path, () => newDirector(clock(), recordedSalt));
  return createEmbeddedKernel({store: keepingProgress(file, clock), clock, interfaces, isPrivileged});
}

/** How old the traffic in the file may be before an opening brings it up to date, milliseconds. */
const stale = 5000;
/** How often a process that stays open writes how far it has got, milliseconds. NB: less than the horizon of advance(). */
const often = 60_000;

/**
 * A store whose file tells how far the traffic has got: the next opening has less to play, and whoever opens it while
 * this process is running goes on from where that is, so that no counter runs backwards when he changes something.
 */
function keepingProgress(file: Store, clock: () => number): Store {
  let dueAt = file.read(({now}) => now + stale);
  return {
    read(use) {
      if (clock() > dueAt) {
        dueAt = clock() + often;
        if (file.read(({workload}) => workload !== undefined)) keepProgress(file, clock);
      }
      return file.read(use);
    },
    update: use => file.update(use),
  };
}

/** Plays the traffic until now and keeps it. */
function keepProgress(file: Store, clock: () => number): void {
  try {
    file.update(director => {
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
