/** Words as one would type them into a shell. */
export function commandLineText(words: readonly string[]): string {
  return words.map(word => (/^[\w@%+=:,./[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
