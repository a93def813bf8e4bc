import {createRequire} from 'node:module';

/** LOCK_EX of <sys/file.h>. */
const exclusive = 2;
const interrupted = 4; // EINTR

type Flock = (file: number, operation: number) => number;

let library: {readonly flock: Flock; readonly errno: () => number} | undefined;

/**
 * flock(2), exclusively: waits until nobody else has the file locked. The lock goes with the open file, so it ends
 * when the process does, however it ends.
 */
export function lockExclusively(file: number): void {
  const {flock, errno} = load();
  while (flock(file, exclusive) !== 0) {
    if (errno() !== interrupted) throw new Error(`flock(2) failed with error number ${errno()}`);
  }
}

/** Loads koffi when it is first needed: nothing but the embedded kernel's file needs it. */
function load(): NonNullable<typeof library> {
  if (!library) {
    const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi');
    library = {flock: koffi.load(null).func('int flock(int file, int operation)') as Flock, errno: () => koffi.errno()};
  }
  return library;
}
