/**
 * The words of one line of a rules file: cut at blanks, tabs and carriage returns, a NUL ends a word, every word
 * `ipvsadm` dropped. No quotes, no escapes.
 */
export function ruleWords(line: string): string[] {
  return line
    .split(/[ \t\r]+/)
    .map(word => (word.includes('\0') ? word.slice(0, word.indexOf('\0')) : word))
    .filter(word => word !== '' && word !== 'ipvsadm');
}

/** lvsctl only: a blank line or one whose first character that is no blank is `#`. */
export function isComment(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}
