import type {KnownCommands} from '../../settings/setting.js';
import {type CommandDefinition, isUsage, type OptionDefinition} from '../command.js';

/**
 * Options that somebody has to mean each time: what they do beforehand, nobody decides. NB: a host that asks others
 * beforehand would do so when it is asked itself, and they it.
 */
const meantEachTime = new Set([
  'apply',
  'fix',
  'force',
  'host',
  'lasting',
  'no-journal',
  'partial',
  'programs',
  'prune',
  'reason',
  'undo',
  'write',
  'yes',
]);

/** What can be set of the commands' options beforehand. */
export function knownCommands(commands: readonly CommandDefinition[]): KnownCommands {
  const shown = commands.filter(({isHidden, takesWordsAsTheyAre}) => !isHidden && !takesWordsAsTheyAre);
  const find = (name: string) => shown.find(command => command.name === name);
  return {
    names: shown.map(({name}) => name),
    optionsOf: name => Object.keys(find(name)?.options ?? {}).filter(option => !meantEachTime.has(option)),
    faultOf: (name, option, value) => faultOf(find(name)?.options[option], value),
  };
}

function faultOf(option: OptionDefinition<unknown> | undefined, value: string): string | undefined {
  if (!option) return 'there is no such option';
  if (option.kind.placeholder === undefined) return /^(true|false)$/.test(value) ? undefined : 'write true or false';
  try {
    option.kind.parse(value);
    return undefined;
  } catch (error) {
    if (isUsage(error)) return error.message;
    throw error;
  }
}
