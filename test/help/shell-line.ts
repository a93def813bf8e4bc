/**
 * The simple commands of a line of a shell, those of substitutions too, as lists of words. Redirections, variables that
 * are set and comments are left out; a substitution is a word of its own.
 */
export function commandsOfLine(line: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  readCommands(line, 0, found);
  return found.filter(words => words.length > 0);
}

/** @returns where it ends: behind the bracket that closes it, or at the end */
function readCommands(line: string, start: number, found: (readonly string[])[]): number {
  let words: string[] = [];
  let word: string | undefined;
  let isTarget = false;
  let i = start;
  const endWord = () => {
    if (word !== undefined && !isTarget && !(words.length === 0 && /^\w+=/.test(word))) words.push(word);
    if (word !== undefined) isTarget = false;
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    found.push(words);
    words = [];
  };
  for (; i < line.length; i++) {
    const rest = line.slice(i);
    const quoted = /^'([^']*)'|^"((?:\\.|[^"])*)"/.exec(rest);
    const inner = /^(?:[<>$]\()/.exec(rest);
    const redirection = /^\d*(?:>>?&?|<)/.exec(rest);
    if (quoted) {
      word = (word ?? '') + (quoted[1] ?? (quoted[2] as string).replace(/\\(.)/g, '$1'));
      i += quoted[0].length - 1;
    } else if (inner) {
      i = readCommands(line, i + 2, found) - 1;
      word = `${word ?? ''}/dev/fd/63`;
    } else if (word === undefined && redirection) {
      isTarget = true;
      i += redirection[0].length - 1;
    } else if (/^[>]/.test(rest)) {
      endWord();
      isTarget = true;
    } else if (rest.startsWith(')')) {
      endCommand();
      return i + 1;
    } else if (word === undefined && rest.startsWith('#')) break;
    else if (/^\s/.test(rest)) endWord();
    else if (/^[|&;]/.test(rest)) endCommand();
    else word = (word ?? '') + (rest[0] === '\\' ? (line[++i] ?? '') : rest[0]);
  }
  endCommand();
  return i;
}
