import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';
import {basename, dirname} from 'node:path';
import type {Milliseconds} from '../../checks/milliseconds.js';
import {fileValue} from '../tracking/file-value.js';

export interface NumberWorld {
  /** Calls after files of a folder were written, made, renamed or removed there. @returns what ends it */
  onFolderChange(folder: string, call: (name: string | undefined) => void): () => void;
  after(delay: Milliseconds, call: () => void): () => void;
}

/** How often it is looked at besides, as its folder may not be there, or go. */
const pause: Milliseconds = 5000;

/** Tells the number in a file now, and again when it is another one; undefined where there is none. @returns what ends it */
export function watchNumber(world: NumberWorld, path: string, call: (value: number | undefined) => void): () => void {
  let last = readNumber(path);
  call(last);
  const compare = () => {
    const value = readNumber(path);
    if (value === last) return;
    last = value;
    call(value);
  };
  const watch = () =>
    world.onFolderChange(dirname(path), name => {
      if (name === undefined || name === basename(path)) compare();
    });
  let stopWatching = watch();
  const look = () => {
    stopWatching();
    stopWatching = watch();
    stopTimer = world.after(pause, look);
    compare();
  };
  let stopTimer = world.after(pause, look);
  return () => {
    stopTimer();
    stopWatching();
  };
}

/** NB: whoever writes it may replace it by something that is waited for, such as a FIFO. */
function readNumber(path: string): number | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    if (!fstatSync(descriptor).isFile()) return undefined;
    const bytes = Buffer.alloc(128);
    return fileValue(bytes.toString('latin1', 0, readSync(descriptor, bytes)));
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
