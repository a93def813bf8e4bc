import {linkSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {isRunning, ownIdentity, type ProcessIdentity} from './process-identity.js';

/** Keeps two writers apart. */
export interface FolderLock {
  /**
   * Does the work while nobody else with this lock does any in the folder.
   * @throws LockHeld after a while; any other Error where the folder cannot be written
   */
  hold<T>(folder: string, work: () => T | Promise<T>, manner?: LockManner): Promise<T>;
}

export interface LockManner {
  /** What others are told of who has it: `alice: lvsctl -R`. */
  readonly as?: string;
  /** How long others are waited for, milliseconds. */
  readonly patience?: number;
  /** Called once, when somebody else has it. */
  onWait?(holder: LockHolder): void;
}

export interface LockHolder extends ProcessIdentity {
  readonly as: string;
}

/** Somebody has had the lock for too long. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld';

  constructor(
    readonly path: string,
    readonly holder: LockHolder | undefined,
  ) {
    super(`${path} is held by ${holder ? holderWords(holder) : 'an unknown process'}, for seconds: look at it`);
  }
}

/** NB: bundles may each carry this module: errors are told apart by name, not by class. */
export function isLockHeld(error: unknown): error is LockHeld {
  return error instanceof Error && error.name === 'LockHeld';
}

/** `process 12 (alice: lvsctl -R)`. Text from outside. */
export function holderWords({pid, as}: LockHolder): string {
  return `process ${pid}${as === '' ? '' : ` (${as})`}`;
}

/** Milliseconds: whoever has the lock usually writes one small file. */
const usualPatience = 5000;
const pauseBetween = 25;

/**
 * A lock file with the process that has it: one that has ended without removing it has lost it. NB: made whole by a
 * link, so that it is never seen empty.
 */
export class LockFile implements FolderLock {
  /** @param pause resolves after so many milliseconds */
  constructor(private readonly pause: (milliseconds: number) => Promise<void>) {}

  async hold<T>(
    folder: string,
    work: () => T | Promise<T>,
    {as = '', patience = usualPatience, onWait}: LockManner = {},
  ): Promise<T> {
    const path = join(folder, 'lock');
    const {pid, started} = ownIdentity();
    const own = `${pid} ${started} ${as.replaceAll('\n', ' ')}\n`;
    for (let waited = 0; !take(path, own); waited += pauseBetween) {
      const holder = readHolder(path);
      if (waited >= patience) throw new LockHeld(path, holder);
      if (waited === 0 && holder && isRunning(holder)) onWait?.(holder);
      await this.pause(pauseBetween);
    }
    try {
      return await work();
    } finally {
      if (readIfThere(path) === own) rmSync(path, {force: true});
    }
  }
}

function take(path: string, own: string): boolean {
  if (make(path, own)) return true;
  const holder = readHolder(path);
  if (!holder || isRunning(holder)) return false;
  removeStale(path, holder, own);
  return make(path, own);
}

/** @returns whether it is there with that text, and was not before */
function make(path: string, text: string): boolean {
  const [pid, started] = text.split(' ');
  const own = `${path}.${pid}-${started}`;
  try {
    writeFileSync(own, text, {mode: 0o600});
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, {force: true});
  }
}

/**
 * Only who has the claim on a dead holder's lock may remove it: so nobody removes the one that another has made since.
 * A claim whose own holder died in between is left to the next one in time.
 */
function removeStale(path: string, {pid, started}: LockHolder, own: string): void {
  const claim = `${path}.dead-${pid}-${started}`;
  if (!make(claim, own)) {
    const claimant = readHolder(claim);
    if (claimant && !isRunning(claimant)) rmSync(claim, {force: true});
    return;
  }
  const now = readHolder(path);
  if (now?.pid === pid && now.started === started) rmSync(path, {force: true});
  rmSync(claim, {force: true});
}

/** What a power cut left of one has no holder: a process that cannot be. */
function readHolder(path: string): LockHolder | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const match = /^(\d+) (\d+)(?: (.*))?\n?$/.exec(text);
  return match
    ? {pid: Number(match[1]), started: match[2] as string, as: match[3] ?? ''}
    : {pid: 0, started: '0', as: ''};
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
