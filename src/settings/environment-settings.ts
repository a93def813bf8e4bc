import type {FileSettings, KnownCommands, Setting} from './setting.js';
import type {SettingsProblem} from './settings-problem.js';

/** `LVSCTL_DRAIN_UNTIL_CONNS` for the option until-conns of drain. */
export function optionVariable(command: string, option: string): string {
  return `LVSCTL_${command}_${option}`.toUpperCase().replaceAll(/[ -]/g, '_');
}

/** What the environment says of options, over all files. */
export function environmentSettings(
  environment: Readonly<Record<string, string | undefined>>,
  known: KnownCommands,
): FileSettings | undefined {
  const given = new Set(Object.keys(environment).filter(name => name.startsWith('LVSCTL_') && environment[name]));
  if (given.size === 0) return undefined;
  const settings: Setting[] = [];
  const problems: SettingsProblem[] = [];
  for (const command of known.names) {
    for (const option of known.optionsOf(command)) {
      const file = optionVariable(command, option);
      if (!given.has(file)) continue;
      const at = {file, line: 0, column: 0};
      const value = environment[file] as string;
      const message = known.faultOf(command, option, value);
      if (message !== undefined) problems.push({...at, message});
      else settings.push({type: 'default', path: `defaults.${command}.${option}`, at, command, option, value});
    }
  }
  if (settings.length === 0 && problems.length === 0) return undefined;
  return {isOwn: true, settings, top: undefined, problems, doubt: undefined};
}
