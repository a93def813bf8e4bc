import type {CommandDefinition} from '../command.js';

/** Whether the words ask what the command is, instead of for what it does. */
export function asksForHelp({options}: CommandDefinition, words: readonly string[]): boolean {
  const end = words.indexOf('--');
  const before = end < 0 ? words : words.slice(0, end);
  const hasOwnH = Object.values(options).some(({alias}) => alias === 'h');
  return before.includes('--help') || (before.includes('-h') && !hasOwnH);
}
