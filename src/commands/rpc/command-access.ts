import type {CommandAccess} from '../../remote/server/session-world.js';
import {chooseCommand} from '../choose-command.js';
import {type CommandDefinition, type CompletionSource, isUsage} from '../command.js';
import {asksForHelp} from '../help/asks-for-help.js';
import {type GivenTexts, type Parsed, parseCommand} from '../parse-command.js';

/**
 * What a command line may do, by its definition. A line that cannot be read changes nothing: it says what is wrong when
 * it runs. NB: it may be readable then, as settings have names for numbers and options beforehand: see accessOfParsed.
 */
export async function commandAccess(
  commands: readonly CommandDefinition[],
  line: readonly string[],
): Promise<CommandAccess> {
  const chosen = chooseCommand(commands, line);
  if (!chosen)
    return {
      access: 'refused',
      words: `lvsctl has no such command for other hosts: ${JSON.stringify(line[0]?.slice(0, 40))}`,
    };
  const {command, words} = chosen;
  if (asksForHelp(command, words)) return {access: 'reads'};
  if (command.remote === undefined) return onlyWhereStarted(command);
  try {
    return accessOfParsed(command, await parseCommand(command, words));
  } catch (error) {
    if (isUsage(error)) return {access: 'reads'};
    throw error;
  }
}

/**
 * The same of what is about to run. NB: whoever may only read may name no files and no hosts: their content would be told,
 * and they be asked, with the rights and keys of root; those that settings name were named by root.
 */
export function accessOfParsed(command: CommandDefinition, {values, words, given}: Parsed): CommandAccess {
  const {remote} = command;
  if (remote === undefined) return onlyWhereStarted(command);
  if (values.host !== undefined)
    return {access: 'refused', words: '--host there would go on to other hosts: ask them from here'};
  const mayChange = namesOthers(command, given) || (command.changes?.(values, words) ?? 'nothing') !== 'nothing';
  return {access: mayChange || (remote !== true && remote(values) === 'changes') ? 'changes' : 'reads'};
}

function onlyWhereStarted({name}: CommandDefinition): CommandAccess {
  return {access: 'refused', words: `lvsctl ${name} works only where it is started: log in there`};
}

function namesOthers({options, words: definition}: CommandDefinition, given: GivenTexts): boolean {
  const isOther = (completes: CompletionSource = 'topic') => ['file', 'folder', 'host'].includes(completes);
  return (
    Object.keys(given.options).some(name => isOther(options[name]?.kind.completes)) ||
    (given.words.length > 0 && isOther(definition?.kind.completes))
  );
}
