import {accessSync, constants} from 'node:fs';
import {escapeControls} from '../../ipvs/outside-text.js';
import {systemWords} from '../../ipvs/system-words.js';
import type {CheckSource} from '../../managers/check-source.js';
import type {ChecksOptions} from '../../managers/checks-world.js';
import type {CommandContext} from '../command.js';

const nobody = 'neither a director with virtual services nor keepalived nor ldirectord runs in this network namespace';
const next =
  'lvsctl director run checks servers and keeps the table; lvsctl checks run REAL --config FILE runs checks once';

/** Works with whoever checks; where nobody does, it is said on stderr with what to do. Resolves to the exit status: 2 then. */
export async function withChecks(
  name: string,
  options: ChecksOptions,
  context: CommandContext,
  work: (source: CheckSource, user: string) => Promise<number>,
): Promise<number> {
  const say = (words: string) => void context.stderr.write(`lvsctl ${name}: ${escapeControls(words)}\n`);
  const opened = await context.openChecks(options);
  if (!opened) return 2;
  try {
    const {source, problems, user} = opened;
    for (const problem of problems) say(problem);
    if (source) return await work(source, user);
    say(unreadable(options.keepalivedConfig) ?? `nobody checks servers here: ${nobody}. ${next}`);
    return 2;
  } catch (error) {
    const {name: type, message} = error as Error;
    if (isUsageError(type)) throw error;
    say(message);
    return type === 'ProtocolError' ? 4 : 2;
  } finally {
    opened.close();
  }
}

/** Why a file that was named cannot be read: then it is no wonder that nobody is found with it. */
function unreadable(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    accessSync(path, constants.R_OK);
    return undefined;
  } catch (error) {
    return `--keepalived-config ${systemWords(error)}`;
  }
}

/** Whoever runs commands says those. */
function isUsageError(type: string): boolean {
  return type === 'Usage' || type === 'TypeError' || type === 'ReferenceError' || type === 'RangeError';
}
