import {readFileSync, readlinkSync, realpathSync} from 'node:fs';
import {homedir} from 'node:os';
import {basename, dirname, join, resolve} from 'node:path';
import {textSum} from './text-sum.js';

/** Where what is remembered of one table is kept. */
export interface StatePlace {
  /** The folder of all of lvsctl. */
  readonly folder: string;
  /** Which table: the inode of the network namespace, or a name for the embedded kernel's file. */
  readonly namespace: string;
  /** What the table does not outlive: the boot of the machine. */
  readonly boot: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * $LVSCTL_STATE_DIR, else /var/lib/lvsctl.
 * @throws Error for a relative one, which would be another folder for each who asks
 */
export function stateFolderOfKernel({LVSCTL_STATE_DIR: folder}: Environment): string {
  if (folder && !folder.startsWith('/'))
    throw new Error(`LVSCTL_STATE_DIR=${folder} is not absolute: write it from the root, such as /var/lib/lvsctl`);
  return folder || '/var/lib/lvsctl';
}

/** The kernel's, of the network namespace of this process. @throws Error as stateFolderOfKernel */
export function statePlaceOfKernel(environment: Environment): StatePlace {
  return {
    folder: stateFolderOfKernel(environment),
    namespace: /\d+/.exec(readlinkSync('/proc/thread-self/ns/net'))?.[0] ?? 'unknown',
    boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
  };
}

/**
 * The embedded kernel's: $XDG_STATE_HOME/lvsctl, else ~/.local/state/lvsctl. Its table outlives any boot.
 * @param file it is kept in
 */
export function statePlaceOfFile(file: string, {XDG_STATE_HOME, HOME}: Environment): StatePlace {
  const path = realPath(resolve(file));
  const base = XDG_STATE_HOME?.startsWith('/') ? XDG_STATE_HOME : join(HOME || homedir(), '.local/state');
  return {folder: join(base, 'lvsctl'), namespace: `embedded-${nameOf(path)}`, boot: 'embedded'};
}

/** Without links, also where it is not there yet: it is one place before and after. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path === dirname(path) ? path : join(realPath(dirname(path)), basename(path));
  }
}

/** Names of files have 255 bytes at most. */
function nameOf(path: string): string {
  const name = encodeURIComponent(path);
  return name.length <= 200 ? name : `${name.slice(-180)}-${textSum(path)}`;
}
