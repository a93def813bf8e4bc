import {type CommandContext, Usage} from '../command.js';
import {bashScript} from './bash-script.js';
import {fishScript} from './fish-script.js';
import {type Shell, shells} from './shells.js';
import {zshScript} from './zsh-script.js';

const scripts: Readonly<Record<Shell, string>> = {bash: bashScript, zsh: zshScript, fish: fishScript};

/** Prints the completion of a shell. Resolves to the exit status. */
export async function runCompletion(_options: unknown, words: readonly Shell[], {stdout}: CommandContext) {
  const [shell, ...more] = words;
  if (shell === undefined || more.length > 0) throw new Usage(`name one shell: ${shells.join(', ')}`);
  stdout.write(scripts[shell]);
  return 0;
}
