import {readFileSync} from 'node:fs';
import {mergeSettings} from '../../settings/merge-settings.js';
import {readSettings} from '../../settings/read-settings.js';
import {formatSettingsProblem, type SettingsProblem} from '../../settings/settings-problem.js';
import type {Settings} from '../../settings/settings.js';
import {commands} from '../all.js';
import {type CommandContext, Usage} from '../command.js';
import {formatDocument} from '../output/structured.js';
import {knownCommands} from '../settings/known-commands.js';
import type {ConfigCheckOptions} from './check.js';
import {systemWords} from '../../ipvs/system-words.js';

/** Tells what is wrong with the settings. Resolves to the exit status: 1 where something is. */
export async function runConfigCheck(
  {output}: ConfigCheckOptions,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  if (words.length > 1) throw new Usage('one FILE at a time');
  const settings = words[0] === undefined ? await context.settings() : settingsOf(words[0]);
  const {checkTop} = await import('../../tui/preferences/check-top.js');
  const problems = [...settings.problems, ...settings.top.flatMap(section => checkTop(section))];
  if (output === 'json' || output === 'yaml')
    context.stdout.write(await formatDocument(document(problems, settings), output, false));
  else context.stdout.write(text(problems, settings));
  return problems.length === 0 ? 0 : 1;
}

function settingsOf(file: string): Settings {
  try {
    return mergeSettings([readSettings(file, readFileSync(file, 'utf8'), false, knownCommands(commands))]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new Usage(systemWords(error, file));
  }
}

function text(problems: readonly SettingsProblem[], {unreadPolicies}: Settings): string {
  const lines = problems.map(formatSettingsProblem);
  if (unreadPolicies) lines.push('Until that is corrected nothing is changed: nobody knows what the policies are.');
  return problems.length === 0 ? 'Nothing is wrong.\n' : `${lines.join('\n')}\n`;
}

function document(problems: readonly SettingsProblem[], {unreadPolicies}: Settings) {
  return {schema: 'lvsctl.config-check/1', refusesChanges: unreadPolicies !== undefined, problems};
}
