import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {existsSync} from 'node:fs';
import {escapeControls} from './ipvs/outside-text.js';
import {loadSettings} from './settings/load-settings.js';
import type {KnownCommands} from './settings/setting.js';
import type {Settings} from './settings/settings.js';
import {type Asker, refusalOf} from './settings/who-may.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the administrator and the user have set. */
export async function openSettings(environment: Environment, known: KnownCommands): Promise<Settings> {
  return loadSettings(environment, {isRoot: process.getuid?.() === 0, sudoUid: sudoUid(environment)}, known);
}

function sudoUid({SUDO_UID: text = ''}: Environment): number | undefined {
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** Why policies let nothing be changed, in words; undefined where they do. */
export async function openRefusal(environment: Environment): Promise<string | undefined> {
  const nothing: KnownCommands = {names: [], optionsOf: () => [], faultOf: () => undefined};
  const refusal = await refusalOf(await openSettings(environment, nothing), 'change', openAsker(environment));
  return refusal && escapeControls(refusal);
}

/** Who is behind this process. */
export function openAsker({SUDO_USER: user}: Environment): Asker {
  const isRoot = process.getuid?.() === 0;
  const behindSudo = isRoot && user !== undefined && user !== '' && user !== 'root' ? user : undefined;
  return {isRoot, behindSudo, groups: () => groupsOf(behindSudo ?? 'root')};
}

/**
 * As id(1) tells them, which asks whatever the machine has its users from. Names of groups may have blanks. NB: it ends
 * with 1 where one of the groups has no name, after it has told all the others.
 */
async function groupsOf(user: string): Promise<readonly string[]> {
  const id = ['/usr/bin/id', '/bin/id'].find(path => existsSync(path));
  if (id === undefined) throw new Error('there is no id(1)');
  const told = promisify(execFile)(id, ['-Gnz', '--', user], {timeout: 10_000});
  const {stdout} = await told.catch((error: Error & {readonly code?: unknown; readonly stdout?: string}) => {
    if (error.code !== 1 || !error.stdout) throw error; // a code that is a number: it was not killed
    return {stdout: error.stdout};
  });
  return stdout.split('\0').filter(name => name !== '');
}
