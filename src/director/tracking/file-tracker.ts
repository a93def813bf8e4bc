import {closeSync, constants, fstatSync, openSync, readSync, writeSync} from 'node:fs';
import {basename, dirname} from 'node:path';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {TrackedFile} from '../../vrrp/router/configuration.js';
import type {DirectorLog} from '../director-log.js';
import {fileValue} from './file-value.js';
import {systemReason} from '../../ipvs/system-words.js';

export interface FileWorld {
  /** Calls after files of a folder were written, made, renamed or removed there. @returns what ends it */
  onFolderChange(folder: string, call: (name: string | undefined) => void): () => void;
  after(delay: Milliseconds, call: () => void): () => void;
  readonly log: DirectorLog;
}

/** How often it is looked at besides, as its folder may not be there, or go. */
const pause: Milliseconds = 5000;

/** The value of a tracked file; 0 where there is none. */
export class FileTracker {
  #value = 0;
  #stopWatching: () => void;
  #stopTimer: () => void;

  constructor(
    readonly file: TrackedFile,
    private readonly world: FileWorld,
    private readonly onChange: () => void,
  ) {
    this.#prepare();
    this.#value = this.#read();
    this.#stopWatching = this.#watch();
    this.#stopTimer = world.after(pause, this.#look);
  }

  get value(): number {
    return this.#value;
  }

  close(): void {
    this.#stopTimer();
    this.#stopWatching();
  }

  readonly #look = (): void => {
    this.#stopWatching();
    this.#stopWatching = this.#watch();
    this.#stopTimer = this.world.after(pause, this.#look);
    this.#compare();
  };

  #watch(): () => void {
    const name = basename(this.file.file);
    return this.world.onFolderChange(dirname(this.file.file), changed => {
      if (changed === undefined || changed === name) this.#compare();
    });
  }

  #compare(): void {
    const value = this.#read();
    if (value === this.#value) return;
    this.world.log('info', `file ${this.file.file} is ${value}, and was ${this.#value}`);
    this.#value = value;
    this.onChange();
  }

  /** NB: whoever writes it may replace it by something that is waited for, such as a FIFO. */
  #read(): number {
    let descriptor: number;
    try {
      descriptor = openSync(this.file.file, constants.O_RDONLY | constants.O_NONBLOCK);
    } catch {
      return 0;
    }
    try {
      if (!fstatSync(descriptor).isFile()) return 0;
      const bytes = Buffer.alloc(128);
      return fileValue(bytes.toString('latin1', 0, readSync(descriptor, bytes))) ?? this.#value;
    } catch {
      return 0;
    } finally {
      closeSync(descriptor);
    }
  }

  /** init_file: not where there is one already, unless it is to be overwritten. */
  #prepare(): void {
    const {file, initial} = this.file;
    if (!initial) return;
    try {
      const {O_WRONLY, O_CREAT, O_TRUNC, O_EXCL, O_NOFOLLOW, O_NONBLOCK} = constants;
      const how = initial.overwrites ? O_TRUNC : O_EXCL;
      const descriptor = openSync(file, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | how, 0o644);
      writeSync(descriptor, `${initial.value}\n`);
      closeSync(descriptor);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        this.world.log('warning', `file ${file} cannot be made: ${systemReason(error)}`);
    }
  }
}
