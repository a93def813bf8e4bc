import type {CommandDefinition} from '../../src/commands/command.js';

/** Options and words of a command line as the parser of named commands hands them over. */
export function readLine(
  command: CommandDefinition,
  line: readonly string[],
): {readonly values: Record<string, unknown>; readonly words: readonly unknown[]} {
  const values: Record<string, unknown> = {};
  const words: unknown[] = [];
  for (let i = 0; i < line.length; i++) {
    const text = line[i] as string;
    const name = /^--?(.+)$/.exec(text)?.[1];
    if (name === undefined) {
      words.push(command.words?.kind.parse(text));
      continue;
    }
    const found = Object.entries(command.options).find(([each, {alias}]) => each === name || alias === name);
    if (!found) throw new Error(`no option ${text}`);
    const [key, {kind}] = found;
    values[key] = kind.placeholder === undefined ? true : kind.parse(line[++i] as string);
  }
  return {values, words};
}
