import {parseCommandLine} from '../../src/ipvsadm/parse.js';
import {commands} from '../../src/commands/all.js';
import {chooseCommand} from '../../src/commands/choose-command.js';
import {asksForHelp} from '../../src/commands/help/asks-for-help.js';
import {parseCommand} from '../../src/commands/parse-command.js';
import {commandsOfLine} from './shell-line.js';

/** What `lvsctl …` of a line of a shell would be refused for; empty where all is understood. */
export async function problemsOfLine(line: string): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const words of commandsOfLine(line)) {
    const start = words[0] === 'sudo' || words[0] === 'ssh' ? words.indexOf('lvsctl') : 0;
    if (words[start] !== 'lvsctl') continue;
    try {
      await parse(words.slice(start + 1));
    } catch (error) {
      problems.push(`${words.join(' ')}: ${(error as Error).message}`);
    }
  }
  return problems;
}

async function parse(words: readonly string[]): Promise<void> {
  if (words.length === 0 || words[0]?.startsWith('-')) {
    const names = {addressOf: () => 0x7f000001, portOf: () => 80};
    parseCommandLine(words.length === 0 ? ['-L'] : words, 'lvsctl', 'lvsctl', names as never);
    return;
  }
  const chosen = chooseCommand(commands, words);
  if (!chosen) throw new Error('there is no such command');
  if (!asksForHelp(chosen.command, chosen.words) && !chosen.command.takesWordsAsTheyAre)
    await parseCommand(chosen.command, chosen.words);
}
