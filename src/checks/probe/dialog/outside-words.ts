/** What a server said, in words that may be read: of a long line its beginning. Undefined: it hung up. */
export function quote(line: string | undefined): string {
  if (line === undefined) return 'the end of the connection';
  if (line === '') return 'an empty line';
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

/** Without a secret that a server may have repeated; one of two letters would be in any words, and goes. */
export function conceal(words: string, secret: string): string {
  return secret.length < 3 ? words : words.replaceAll(secret, '…');
}
