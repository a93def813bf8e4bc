import type {CommandDefinition} from '../command.js';
import {describeCommand} from './describe-command.js';
import {textPage} from './text-page.js';

/** What `lvsctl COMMAND --help` prints. */
export function commandPage(command: CommandDefinition, commands: readonly CommandDefinition[]): string {
  return textPage(describeCommand(command, commands));
}
