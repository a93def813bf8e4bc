import {lstatSync, realpathSync, type Stats, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {type Account, findAccount} from './accounts.js';
import {programPath} from './spawned-programs.js';

/**
 * What is at the path of a command, or found for its name: check_script_secure() of keepalived's notify.c.
 * @param user who is to run it; undefined for keepalived's usual one: keepalived_script, else root
 * @returns `unsafe` for what root would run and somebody else could change
 */
export function findCommand(name: string, user?: string): 'executable' | 'not executable' | 'missing' | 'unsafe' {
  const path = name.includes('/') ? realPath(name) : searched(name);
  const stats = path === undefined ? undefined : factsOf(path);
  if (path === undefined || !stats) return 'missing';
  const account = accountOf(user);
  if (!stats.isFile() || !isExecutable(stats, account)) return 'not executable';
  const isPrivileged = account.uid === 0 || account.gid === 0 || (stats.uid === 0 && (stats.mode & setUser) !== 0);
  return isPrivileged && !isRootsAlone(path) ? 'unsafe' : 'executable';
}

/** S_ISUID and the others of <sys/stat.h>. */
const setUser = 0o4000;
const sticky = 0o1000;

const root: Account = {uid: 0, gid: 0};

/** One that is not there is told elsewhere. */
function accountOf(user: string | undefined): Account {
  const account = findAccount(user ?? 'keepalived_script');
  return typeof account === 'string' ? root : account;
}

function searched(name: string): string | undefined {
  for (const folder of programPath.split(':')) {
    const path = realPath(join(folder, name));
    if (path !== undefined && factsOf(path)?.isFile()) return path;
  }
  return undefined;
}

/** is_executable() of notify.c. */
function isExecutable({mode, uid, gid}: Stats, account: Account): boolean {
  if (account.uid === 0) return (mode & 0o111) !== 0;
  if (account.uid === uid) return (mode & 0o100) !== 0;
  return (mode & (account.gid === gid ? 0o010 : 0o001)) !== 0;
}

/** check_security() of notify.c, for a path without links: nobody but root can put another file there. */
function isRootsAlone(path: string): boolean {
  const stats = lstatSync(path, {throwIfNoEntry: false});
  if (stats?.uid !== 0) return false;
  const isGuarded = stats.isDirectory() && (stats.mode & sticky) !== 0;
  const isWritable = (stats.mode & 0o002) !== 0 || (stats.gid !== 0 && (stats.mode & 0o020) !== 0);
  if (isWritable && !isGuarded) return false;
  return path === '/' || isRootsAlone(dirname(path));
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function factsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
