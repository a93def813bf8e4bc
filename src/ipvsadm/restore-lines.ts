/**
 * The words of one line of a rules file: cut at blanks, tabs and carriage returns, a NUL ends a word, every word
 * `ipvsadm` dropped. No quotes, no escapes.
 */
export function ruleWords(line: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < line.length; ) {
    let end = at;
    while (end < line.length && !isBlank(line.charCodeAt(end))) end++;
    const word = untilNul(line.slice(at, end));
    if (word !== '' && word !== 'ipvsadm') words.push(word);
    at = end + 1;
  }
  return words;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13; // blank, tab, carriage return
}

function untilNul(word: string): string {
  const nul = word.indexOf('\0');
  return nul < 0 ? word : word.slice(0, nul);
}

/** lvsctl only: a blank line or one whose first character that is no blank is `#`. */
export function isComment(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}
