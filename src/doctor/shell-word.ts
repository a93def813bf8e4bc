/**
 * Text from outside as one word of a shell's command line: as it is where no shell finds anything in it, else in single
 * quotes. NB: names of interfaces and values of files may have nearly every character.
 */
export function shellWord(text: string): string {
  return /^[\w.,:/@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
