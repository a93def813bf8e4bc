import {
  closeSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {homedir} from 'node:os';
import {basename, dirname, isAbsolute, join} from 'node:path';

/** Where a user's preferences are: the XDG Base Directory Specification has relative paths ignored. */
export function preferencesPath(environment: NodeJS.ProcessEnv): string {
  const {XDG_CONFIG_HOME: configured = '', HOME: home} = environment;
  const folder = isAbsolute(configured) ? configured : join(home || homedir(), '.config');
  return join(folder, 'lvsctl', 'top.yaml');
}

/** The file's text; empty where there is none. */
export function loadPreferencesText(path: string): string {
  return whereItIs(() => readFileSync(path, 'utf8')) ?? '';
}

/** Replaces the file at once: whatever happens, it has its old text or the new one. */
export function savePreferencesText(path: string, text: string): void {
  mkdirSync(dirname(path), {recursive: true, mode: 0o700});
  const target = whereItIs(() => realpathSync(path)) ?? path; // a link to it, as in kept dotfiles, stays one
  const mode = (whereItIs(() => statSync(target)) ?? {mode: 0o600}).mode & 0o777;
  const folder = mkdtempSync(join(dirname(target), `.${basename(target)}.`));
  try {
    const fresh = join(folder, basename(target));
    const file = openSync(fresh, 'wx', mode);
    try {
      fchmodSync(file, mode); // whatever the umask is
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, target);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Undefined where there is no such file. */
function whereItIs<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
