import type {CommandDefinition} from './command.js';

/** The command that a line begins with, and the words that are left for it: `vrrp switch` before `vrrp`. */
export interface Chosen {
  readonly command: CommandDefinition;
  readonly words: readonly string[];
}

/** Undefined where there is no such command, or it needs another word that is not there. */
export function chooseCommand(commands: readonly CommandDefinition[], line: readonly string[]): Chosen | undefined {
  const [first = '', second = ''] = line;
  const longer = commands.find(({name}) => name === `${first} ${second}`);
  if (longer) return {command: longer, words: line.slice(2)};
  const isMisspelt = below(commands, first).length > 0 && /^[a-z]/.test(second);
  const command = commands.find(({name, words}) => name === first && (words !== undefined || !isMisspelt));
  return command && {command, words: line.slice(1)};
}

/** The commands whose first word this is, without the one that is this word. */
export function below(commands: readonly CommandDefinition[], first: string): readonly CommandDefinition[] {
  return commands.filter(({name, isHidden}) => name.startsWith(`${first} `) && !isHidden);
}
