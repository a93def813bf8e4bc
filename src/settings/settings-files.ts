import {closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync} from 'node:fs';
import {homedir} from 'node:os';
import {dirname, isAbsolute, join} from 'node:path';
import {isLink, machineFile, saysSomething} from './machine-file.js';
import type {SettingsProblem} from './settings-problem.js';
import {systemReason} from '../ipvs/system-words.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Longer files are no settings. */
const mostBytes = 1_000_000;

/** A file of settings. */
export interface SettingsFile {
  readonly path: string;
  /** Whether it is a user's own, or was named by one. */
  readonly isOwn: boolean;
  /** Of the machine's file that LVSCTL_CONFIG replaces only the policies count. */
  readonly onlyPolicies: boolean;
  /** Whether somebody asked for this very file. */
  readonly mustBeThere: boolean;
}

/** The files that are read, each over those before it; they need not be there. */
export function settingsFiles(environment: Environment): readonly SettingsFile[] {
  const {LVSCTL_CONFIG: chosen = '', XDG_CONFIG_HOME: configured = '', HOME: home} = environment;
  const machine = {path: machineFile, isOwn: false, onlyPolicies: chosen !== '', mustBeThere: false};
  const own = {isOwn: true, onlyPolicies: false};
  if (chosen !== '') return [machine, {path: chosen, ...own, mustBeThere: true}];
  const folder = isAbsolute(configured) ? configured : join(home || homedir(), '.config'); // XDG: relative ones are ignored
  return [machine, {path: join(folder, 'lvsctl', 'config.yaml'), ...own, mustBeThere: false}];
}

/** Whoever reads the files. */
export interface SettingsReader {
  readonly isRoot: boolean;
  /** The user behind sudo, whose files root reads too. */
  readonly sudoUid: number | undefined;
}

export type FileContent =
  | {readonly type: 'text'; readonly text: string}
  /** Also where there is nothing in it, or it was replaced by nothing: /dev/null. */
  | {readonly type: 'absent'}
  | {readonly type: 'unread'; readonly problem: SettingsProblem};

/** What a file holds; what cannot be read or trusted is told. NB: opening never waits, whatever the file is. */
export function readSettingsFile(file: SettingsFile, reader: SettingsReader): FileContent {
  const unread = (message: string): FileContent => {
    return {type: 'unread', problem: {file: file.path, line: 1, column: 1, message}};
  };
  try {
    const descriptor = openSync(file.path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      const facts = fstatSync(descriptor);
      if (facts.isCharacterDevice() && file.path === '/dev/null') return {type: 'absent'};
      if (!facts.isFile()) return unread('it is not a file, so it does not count');
      if (facts.size > mostBytes) return unread(`it is longer than ${mostBytes} bytes, so it does not count`);
      const text = readFileSync(descriptor, 'utf8');
      if (!saysSomething(text)) return {type: 'absent'};
      const distrust = distrustOf(facts, file, reader);
      return distrust === undefined ? {type: 'text', text} : unread(distrust);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    const isMissing = code === 'ENOENT' || (code === 'ENOTDIR' && file.isOwn);
    if (isMissing && !file.mustBeThere && (file.isOwn || !isLink(file.path))) return {type: 'absent'};
    return unread(`it cannot be read: ${systemReason(error)}`);
  }
}

/** Why a file does not count, with what to do; undefined where it does. */
function distrustOf(facts: Stats, {path, isOwn}: SettingsFile, {isRoot, sudoUid}: SettingsReader): string | undefined {
  if (isOwn && !isRoot) return undefined;
  const owners = isOwn ? [0, sudoUid] : [0];
  const folder = isOwn ? undefined : statSync(dirname(path));
  const who = isOwn ? "yours or root's" : "root's";
  if (!owners.includes(facts.uid) || (facts.mode & 0o022) !== 0)
    return `it does not count, as it must be ${who} and writable by nobody else: chown root ${path}; chmod go-w ${path}`;
  if (folder && (folder.uid !== 0 || (folder.mode & 0o022) !== 0))
    return `it does not count, as its folder must be root's and writable by nobody else: chown root ${dirname(path)}; chmod go-w ${dirname(path)}`;
  return undefined;
}
