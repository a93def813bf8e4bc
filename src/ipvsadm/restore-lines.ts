/**
 * The words of one line of a rules file: cut at blanks, tabs and carriage returns, a NUL ends a word, every word
 * `ipvsadm` dropped. No quotes, no escapes.
 */
export function ruleWords(line: string): string[] {
  const words: string[] = [];
  for (const piece of line.split(/[ \t\r]+/)) {
    const nul = piece.indexOf('\0');
    const word = nul < 0 ? piece : piece.slice(0, nul);
    if (word !== '' && word !== 'ipvsadm') words.push(word);
  }
  return words;
}

/** lvsctl only: a blank line or one whose first character that is no blank is `#`. */
export function isComment(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}
