import type {CommandAccess} from '../../remote/server/session-world.js';
import {chooseCommand} from '../choose-command.js';
import {type CommandDefinition, isUsage} from '../command.js';
import {asksForHelp} from '../help/asks-for-help.js';
import {parseCommand} from '../parse-command.js';

/**
 * What a command line may do, by its definition. A line that cannot be read changes nothing: it says what is wrong when
 * it runs. NB: whoever may only read may name no files: their content would be told, with the rights of root.
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
  const {name, remote} = command;
  if (remote === undefined)
    return {access: 'refused', words: `lvsctl ${name} works only where it is started: log in there`};
  try {
    const parsed = await parseCommand(command, words);
    const {values, words: read} = parsed;
    if (values.host !== undefined)
      return {access: 'refused', words: '--host there would go on to other hosts: ask them from here'};
    const mayChange = namesFiles(command, parsed) || (command.changes?.(values, read) ?? 'nothing') !== 'nothing';
    return {access: mayChange || (remote !== true && remote(values) === 'changes') ? 'changes' : 'reads'};
  } catch (error) {
    if (isUsage(error)) return {access: 'reads'};
    throw error;
  }
}

function namesFiles(
  {options, words: definition}: CommandDefinition,
  {values, words}: {readonly values: Readonly<Record<string, unknown>>; readonly words: readonly unknown[]},
): boolean {
  const isFile = (completes: string | undefined) => completes === 'file' || completes === 'folder';
  const given = Object.entries(options).filter(([name]) => values[name] !== undefined);
  return given.some(([, {kind}]) => isFile(kind.completes)) || (words.length > 0 && isFile(definition?.kind.completes));
}
