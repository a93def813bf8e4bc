import {constants} from 'node:os';
import {basename, dirname} from 'node:path';
import type {Milliseconds} from '../../../vrrp/intervals.js';
import type {FileFacts, Process} from '../../machine.js';
import type {RouterWorld} from '../../router-world.js';
import {type BelievedText, readBelieved} from './believed-file.js';

/** What one process of a keepalived is asked to write. */
export interface DumpRequest {
  readonly parent: Process;
  /** The process that writes it. */
  readonly writer: Process;
  readonly path: string;
  /** Whether a text is there to its end, as far as that can be told. */
  isWhole(text: string): boolean;
}

export type DumpAnswer =
  /** @property askedAt when it wrote it, or a moment before */
  | {readonly type: 'text'; readonly text: string; readonly askedAt: Milliseconds}
  | {readonly type: 'failed'; readonly words: string};

/** How long it may take to write, and how often we look besides being told. */
const patience: Milliseconds = 5000;
const period: Milliseconds = 40;

/**
 * Has keepalived write its state, by SIGUSR1 to its parent, and reads it. NB: it renames the new file over the old one
 * before anything is in it, and leaves it there when it dies: a new inode, a size that stays and a living daemon count.
 */
export async function askForDump(
  world: Pick<RouterWorld, 'machine' | 'clock' | 'after'>,
  {parent, writer, path, isWhole}: DumpRequest,
): Promise<DumpAnswer> {
  const failed = (words: string): DumpAnswer => ({type: 'failed', words});
  const {machine} = world;
  const state = ({pid}: Process) => machine.process(pid)?.state;
  if (state(parent) === 'stopped' || state(writer) === 'stopped')
    return failed('it is stopped (SIGSTOP) and would not answer; kill -CONT lets it go on');
  const before = machine.facts(path);
  const askedAt = world.clock();
  try {
    const wait = waitFor(world, path, isWhole, () => whatIsNew(machine.facts(path), before, path));
    machine.signal(parent, constants.signals.SIGUSR1);
    const read = await wait;
    if (read === undefined) return failed(`no new file within ${patience / 1000} s of SIGUSR1`);
    if (read.type === 'refused') return failed(`not believed: ${read.words}`);
    if (machine.process(writer.pid)?.startTicks !== writer.startTicks) return failed('it ended meanwhile');
    return {type: 'text', text: read.text, askedAt};
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    return failed(code === 'EPERM' ? 'only root may signal it, and read what it writes: run with sudo' : message);
  }
}

/** The file, once it is another than before; undefined as long as it is not whole. */
function whatIsNew(now: FileFacts | undefined, before: FileFacts | undefined, path: string): BelievedText | undefined {
  if (!now || (now.inode === before?.inode && now.device === before.device)) return undefined;
  try {
    return readBelieved(path);
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? undefined : {type: 'refused', words: code === 'ELOOP' ? 'it is a link' : message};
  }
}

/** What a look finds when it finds the same size of a whole file twice; undefined after all patience. */
function waitFor(
  {machine, clock, after}: Pick<RouterWorld, 'machine' | 'clock' | 'after'>,
  path: string,
  isWhole: (text: string) => boolean,
  look: () => BelievedText | undefined,
): Promise<BelievedText | undefined> {
  return new Promise(resolve => {
    const until = clock() + patience;
    let last: BelievedText | undefined;
    let cancel = () => {};
    const end = (result: BelievedText | undefined) => {
      cancel();
      stopWatching();
      resolve(result);
    };
    const tick = () => {
      const found = look();
      if (found?.type === 'refused') return end(found);
      const isSettled = found && last?.type === 'text' && found.inode === last.inode && found.size === last.size;
      if (found && isSettled && isWhole(found.text)) return end(found);
      last = found;
      if (clock() >= until) return end(undefined);
      cancel = after(period, tick);
    };
    const stopWatching = machine.onFolderChange(dirname(path), name => {
      if (name !== basename(path) || last) return;
      cancel();
      tick();
    });
    cancel = after(period, tick);
  });
}
